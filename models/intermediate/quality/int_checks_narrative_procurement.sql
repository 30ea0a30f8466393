with

int_narrative_claims_bounded as (

    select * from {{ ref('int_narrative_claims_bounded') }}

),

-- Amounts set aside for or won by small firms are shares of the same money, not parts of it.
figures as (

    select
        *,
        case
            when {{ has_match('subject_key', '中小|小微|授予|预留|中标|成交') }} then 'other'
            when {{ has_match('subject_key', '货物') }} then 'goods'
            when {{ has_match('subject_key', '工程') }} then 'works'
            when {{ has_match('subject_key', '服务') }} then 'services'
            else 'total'
        end as procurement_part
    from int_narrative_claims_bounded
    where
        kind = 'amount'
        and amount_cny is not null
        and {{ has_match('subject_key', '采购') }}

),

-- Each part as its section states it first.
firsts as (

    select
        *,
        row_number() over (
            partition by document_id, section_key, procurement_part
            order by claim_number
        ) as mention_number
    from figures

),

sections as (

    select
        document_id,
        section_key,
        max(case when procurement_part = 'total' then narrative_claim_id end) as narrative_claim_id,
        max(case when procurement_part = 'total' then subject_label end) as subject_label,
        max(case when procurement_part = 'total' then amount_cny end) as total_amount_cny,
        sum(case when procurement_part <> 'total' then amount_cny end) as parts_amount_cny,
        sum(case when procurement_part <> 'total' then 1 else 0 end) as part_count,
        sum(case when procurement_part = 'total' or amount_cny = 0 then 0 else finest_slack_cny end) as tolerance
    from firsts
    where
        mention_number = 1
        and procurement_part <> 'other'
    group by document_id, section_key

),

checked as (

    select
        'R17' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject_label as subject,
        parts_amount_cny as expected_value,
        total_amount_cny as actual_value,
        tolerance,
        case
            when part_count = 0 then 'no part is stated'
            when part_count < 3 and parts_amount_cny < total_amount_cny then 'not every part is stated'
        end as reason
    from sections
    where narrative_claim_id is not null

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
