with targets as (
    select * from {{ ref('sum_indicator_targets') }}
),

printed as (
    select * from {{ ref('fct_indicator_targets') }}
),

indicators as (
    select * from {{ ref('dim_indicators') }}
),

-- R44 judges every cost target in money that prints a comparator: less is better, save for a saving.
money_checks as (
    select
        fact_id,
        outcome,
        reason
    from {{ ref('fct_checks') }}
    where rule_id = 'R44' and fact_table = 'fct_indicator_targets'
),

described as (
    select
        targets.*,
        printed.indicator_confidence,
        case
            when targets.comparator in ('<=', '<') then 'ceiling'
            when targets.comparator in ('>=', '>') then 'floor'
            when targets.comparator = '=' then 'fixed'
            when targets.comparator = '~' then 'about'
            when targets.comparator = 'between' then 'range'
            when targets.value_type in ('numeric', 'percent') then 'bare'
        end as target_direction,
        case
            when money_checks.outcome in ('pass', 'fail') then 'lower_is_better'
            when money_checks.reason = 'the indicator measures a saving' then 'higher_is_better'
            else indicators.polarity
        end as polarity,
        case
            when money_checks.outcome in ('pass', 'fail') then 'cost_in_money'
            when money_checks.reason = 'the indicator measures a saving' then 'saving'
            when indicators.polarity is not null then 'vocabulary'
        end as polarity_basis
    from targets
    inner join printed on targets.indicator_target_id = printed.indicator_target_id
    left join indicators on printed.indicator_id = indicators.indicator_id
    left join money_checks on targets.indicator_target_id = money_checks.fact_id
    where targets.level1_code = 'cost'
),

judged as (
    select
        *,
        case
            when value_type is null then 'target_blank'
            when target_direction is null then 'target_not_a_number'
            when target_direction = 'bare' then 'no_comparator_printed'
            when polarity is null then 'polarity_unknown'
            when polarity = 'neutral' then 'polarity_neutral'
        end as unavailable_reason
    from described
),

final as (
    select
        indicator_target_id,
        project_id,
        indicator_id,
        project_name,
        region_name,
        department_agency_name,
        implementing_agency_name,
        level2_code,
        indicator_name,
        indicator_confidence,
        target_text,
        value_type,
        comparator,
        target_direction,
        polarity,
        polarity_basis,
        case
            when unavailable_reason is not null then 'not_judged'
            when polarity = 'lower_is_better' and target_direction = 'floor' then 'wrong'
            when polarity = 'higher_is_better' and target_direction = 'ceiling' then 'wrong'
            else 'right'
        end as direction_outcome,
        target_low,
        target_high,
        unit_text,
        restates_funding,
        unavailable_reason,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number,
        table_number,
        row_number,
        check_outcome
    from judged
)

select * from final
