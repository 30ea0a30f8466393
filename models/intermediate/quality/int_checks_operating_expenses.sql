with

int_agency_measures_read as (
    select * from {{ ref('int_agency_measures_read') }}
),

int_budget_lines_classified as (
    select * from {{ ref('int_budget_lines_classified') }}
),

int_narrative_claims_bounded as (
    select * from {{ ref('int_narrative_claims_bounded') }}
),

int_documents_identified as (
    select * from {{ ref('int_documents_identified') }}
),

stg_narrative_passages as (
    select * from {{ ref('stg_narrative_passages') }}
),

stated as (

    select
        int_agency_measures_read.document_id,
        int_agency_measures_read.narrative_claim_id,
        int_agency_measures_read.value as stated_amount_cny,
        coalesce(int_narrative_claims_bounded.printed_slack_cny, 0) as slack_cny,
        coalesce(int_documents_identified.reporting_scope, 'unknown') in ('unit', 'department_own') as is_one_unit
    from int_agency_measures_read
    left join int_narrative_claims_bounded
        on int_agency_measures_read.narrative_claim_id = int_narrative_claims_bounded.narrative_claim_id
    left join int_documents_identified
        on int_agency_measures_read.document_id = int_documents_identified.document_id
    where int_agency_measures_read.measure = 'operating_expense'

),

basic_rows as (

    select
        document_id,
        count(distinct budget_table_id) as table_count,
        max(case when has_ambiguous or unit_basis = 'unknown' then 1 else 0 end) as doubtful_count,
        coalesce(max(printed_step_cny), 0) / 2 as slack_cny,
        max(case when is_total then operating_amount_cny end) as operating_amount_cny,
        max(case when {{ has_match('row_label', '^公用(经费|支出)(合计|小计)?$') }} then total_amount_cny end) as operating_row_amount_cny,
        sum(case when full_code = '302' then total_amount_cny end) as goods_amount_cny,
        sum(case when full_code in ('302', '309', '310') then total_amount_cny end) as goods_and_capital_amount_cny
    from int_budget_lines_classified
    where statement = 'general_public_basic' and is_main_phase
    group by document_id

),

-- The expense is that of the operating column, or of goods and services alone: the nearest of the two is meant.
compared as (

    select
        stated.*,
        basic_rows.table_count,
        basic_rows.doubtful_count,
        coalesce(basic_rows.operating_amount_cny, basic_rows.operating_row_amount_cny, basic_rows.goods_and_capital_amount_cny)
            as whole_amount_cny,
        basic_rows.goods_amount_cny,
        stated.slack_cny + basic_rows.slack_cny as tolerance
    from stated
    inner join basic_rows on stated.document_id = basic_rows.document_id

),

amounts as (

    select
        document_id,
        narrative_claim_id,
        '机关运行经费与公用经费' as subject,
        case
            when abs(stated_amount_cny - goods_amount_cny) < abs(stated_amount_cny - whole_amount_cny) then goods_amount_cny
            else whole_amount_cny
        end as expected_value,
        stated_amount_cny as actual_value,
        tolerance,
        case
            when doubtful_count = 1 then 'a figure, its column or its unit is not known'
            when stated_amount_cny = 0 then 'no operating expense is stated'
            when table_count > 1 then 'several tables of one kind'
            when
                not is_one_unit
                and stated_amount_cny < whole_amount_cny - tolerance
                and abs(stated_amount_cny - goods_amount_cny) > tolerance
                then 'the document may cover institutions that have no such expense'
        end as reason
    from compared

),

-- 全部补助事业编制 26 人 of 26 posts: nobody who could have an operating expense of an administration.
posts as (

    select
        document_id,
        max(case when {{ has_match('subject_key', '事业.{0,6}(编制|人员)') }} then value end) as institution_posts,
        max(case
            when {{ has_match('subject_key', '编制') }} and not {{ has_match('subject_key', '事业|行政|工勤|参公') }} then value
        end) as all_posts
    from int_narrative_claims_bounded
    where kind = 'count'
    group by document_id

),

remarks as (

    select
        document_id,
        max(case
            when
                {{ has_match('passage_text', '参照公务员|参公|行政单位|行政编制|行政机关') }}
                and not {{ has_match("coalesce(section_text, '') || passage_text", '名词解释|名词|[：:]?(是)?指') }}
                then 1
            else 0
        end) as administrative_count
    from stg_narrative_passages
    group by document_id

),

scopes as (

    select
        stated.document_id,
        stated.narrative_claim_id,
        '事业单位（非参公）列示的机关运行经费' as subject,
        0 as expected_value,
        stated.stated_amount_cny as actual_value,
        0 as tolerance,
        case
            when posts.all_posts is null or posts.institution_posts is null then 'the kinds of posts are not stated'
            when posts.institution_posts < posts.all_posts then 'the document has other posts than those of institutions'
            when remarks.administrative_count = 1 then 'the text speaks of administrative units or units under the civil service scheme'
        end as reason
    from stated
    left join posts on stated.document_id = posts.document_id
    left join remarks on stated.document_id = remarks.document_id

),

unioned as (
    select * from amounts
    union all
    select * from scopes
),

checked as (

    select
        'R18' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
