with unit_costs as (
    select * from {{ ref('int_project_unit_costs_compared') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        unit_costs.project_budget_id || '-' || unit_costs.unit_cost_type || coalesce('-' || unit_costs.denominator_id, '')
            as project_unit_cost_id,
        unit_costs.project_id,
        unit_costs.horizon,
        unit_costs.unit_cost_type,
        unit_costs.counted_unit,
        unit_costs.project_budget_id as numerator_id,
        unit_costs.total_amount_cny as numerator_amount_cny,
        unit_costs.total_text || coalesce(unit_costs.applied_unit, '') as numerator_text,
        unit_costs.denominator_id,
        cast(case when unit_costs.denominator_id is not null then unit_costs.low_count end as decimal(28, 8)) as denominator_low_count,
        cast(case when unit_costs.denominator_id is not null then unit_costs.high_count end as decimal(28, 8)) as denominator_high_count,
        unit_costs.denominator_text,
        unit_costs.times_id,
        case when unit_costs.times_basis not in ('none', 'calendar') then unit_costs.times end as times_count,
        unit_costs.times_text,
        unit_costs.times_basis,
        unit_costs.result_bound as bound_type,
        try_cast(unit_costs.unit_cny as decimal(18, 2)) as unit_amount_cny,
        try_cast(unit_costs.lower_cny as decimal(18, 2)) as lower_amount_cny,
        try_cast(unit_costs.upper_cny as decimal(18, 2)) as upper_amount_cny,
        case when unit_costs.has_price then unit_costs.price_target_id end as stated_target_id,
        case when unit_costs.has_price then try_cast(unit_costs.price_cny as decimal(18, 2)) end as stated_amount_cny,
        case when unit_costs.has_price then unit_costs.price_text end as stated_text,
        case when unit_costs.has_price then unit_costs.price_bound end as stated_bound_type,
        try_cast(unit_costs.expected_cny as decimal(18, 2)) as expected_amount_cny,
        try_cast(unit_costs.difference_cny as decimal(18, 2)) as difference_amount_cny,
        try_cast(case when unit_costs.expected_cny is not null then unit_costs.slack_cny end as decimal(18, 2)) as tolerance_amount_cny,
        unit_costs.price_outcome,
        unit_costs.price_reason,
        unit_costs.definition_text,
        unit_costs.comparability,
        unit_costs.comparability_reason,
        unit_costs.region_code,
        unit_costs.fiscal_year,
        unit_costs.document_id,
        unit_costs.page_number,
        unit_costs.line_number,
        unit_costs.table_number,
        unit_costs.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from unit_costs
    inner join published on unit_costs.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_project_budgets'
            and unit_costs.project_budget_id = outcomes.fact_id
)

select * from final
