with

int_narrative_claims_bounded as (
    select * from {{ ref('int_narrative_claims_bounded') }}
),

int_budget_lines_classified as (
    select * from {{ ref('int_budget_lines_classified') }}
),

amounts as (

    select *
    from int_narrative_claims_bounded
    where
        kind = 'amount'
        and amount_cny is not null

),

-- 安排项目 7 个，项目预算金额合计 …，其中：…
heads as (

    select
        document_id,
        section_key,
        min(claim_number) as head_number
    from amounts
    where {{ has_match('subject_key', '项目.*(合计|总计|总额|共计)|(合计|总计|总额|共计).*项目') }}
    group by document_id, section_key

),

counts as (

    select
        document_id,
        section_key,
        max(value) as project_count
    from int_narrative_claims_bounded
    where
        kind = 'count'
        and unit_text in ('个', '项')
        and {{ has_match('subject_key', '项目') }}
    group by document_id, section_key

),

named as (

    select
        heads.document_id,
        heads.section_key,
        heads.head_number,
        amounts.amount_cny,
        -- A named project of 0 yuan adds nothing to the rounding.
        case when amounts.amount_cny = 0 then 0 else amounts.finest_slack_cny end as slack_cny,
        counts.project_count,
        sum(case when amounts.sentence_key = head_amounts.sentence_key then 1 else 0 end)
            over (partition by heads.document_id, heads.section_key) as sentence_count,
        case when amounts.sentence_key = head_amounts.sentence_key then 1 else 0 end as in_sentence
    from heads
    inner join amounts as head_amounts
        on
            heads.document_id = head_amounts.document_id
            and heads.head_number = head_amounts.claim_number
    inner join amounts
        on
            heads.document_id = amounts.document_id
            and heads.section_key = amounts.section_key
            and heads.head_number < amounts.claim_number
    left join counts
        on
            heads.document_id = counts.document_id
            and heads.section_key = counts.section_key

),

-- The list is the sentence of its head where that names as many projects as there are, otherwise the rest of the section.
lists as (

    select
        document_id,
        section_key,
        head_number,
        max(project_count) as project_count,
        count(*) as named_count,
        sum(amount_cny) as named_amount_cny,
        sum(in_sentence) as sentence_count,
        sum(case when in_sentence = 1 then amount_cny end) as sentence_amount_cny,
        sum(slack_cny) as tolerance
    from named
    where in_sentence = 1 or sentence_count <> coalesce(project_count, -1)
    group by document_id, section_key, head_number

),

project_expenditures as (

    select
        document_id,
        max(project_amount_cny) as project_amount_cny
    from int_budget_lines_classified
    where
        statement = 'department_expenditure'
        and phase = 'budget'
        and is_total
    group by document_id

),

compared as (

    select
        amounts.document_id,
        amounts.narrative_claim_id,
        amounts.subject_label,
        coalesce(project_expenditures.project_amount_cny, amounts.amount_cny) as total_amount_cny,
        lists.named_amount_cny,
        lists.named_count,
        lists.project_count,
        lists.tolerance,
        lists.sentence_count,
        abs(lists.named_amount_cny - amounts.amount_cny) <= cast(lists.tolerance as decimal(28, 8)) as is_whole_list,
        abs(lists.sentence_amount_cny - amounts.amount_cny) <= cast(lists.tolerance as decimal(28, 8)) as is_whole_sentence
    from lists
    inner join amounts
        on
            lists.document_id = amounts.document_id
            and lists.head_number = amounts.claim_number
    left join project_expenditures
        on lists.document_id = project_expenditures.document_id

),

checked as (

    select
        'R05' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject_label || '，逐项相加' as subject,
        total_amount_cny as expected_value,
        named_amount_cny as actual_value,
        tolerance,
        case
            when project_count is null then 'the section does not say how many projects there are'
            when project_count <> named_count then 'the section does not name every project'
        end as reason
    from compared
    union all
    select
        'R129' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject_label || '，项目个数' as subject,
        case when is_whole_sentence then sentence_count else named_count end as expected_value,
        project_count as actual_value,
        0 as tolerance,
        case
            when project_count is null then 'the section does not say how many projects there are'
            when is_whole_sentence then null
            when project_count <> named_count and not is_whole_list then 'the named projects are not all the money'
        end as reason
    from compared

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
