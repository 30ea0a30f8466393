{#- Read within the report alone, which is to be computed from published tables. -#}
{{ config(materialized='ephemeral') }}

with budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

bridge as (
    select * from {{ ref('bridge_project_programs') }}
),

beneficiaries as (
    select * from {{ ref('fct_project_beneficiaries') }}
),

unit_costs as (
    select * from {{ ref('fct_project_unit_costs') }}
),

-- What keeps a project's amount per head from being a year's full amount; that others pay the same people is no matter here.
doubts as (
    select
        project_id,
        min(comparability) as doubt_class,
        min(comparability_reason) as doubt_text
    from unit_costs
    where
        horizon = 'annual' and unit_cost_type = 'per_beneficiary' and counted_unit = 'person'
        and comparability != 'same_definition'
        and bound_type = 'exact'
        and comparability_reason != '{{ shared_people_reason() }}'
    group by project_id
),

-- Whom a project that is the programme's alone reaches in its year.
reached as (
    select
        bridge.program_id,
        budgets.region_code,
        budgets.fiscal_year,
        budgets.project_id,
        beneficiaries.same_people_key,
        beneficiaries.low_count,
        beneficiaries.high_count,
        doubts.doubt_class,
        doubts.doubt_text
    from budgets
    inner join bridge on budgets.project_id = bridge.project_id and bridge.share_basis = 'whole'
    left join beneficiaries
        on
            budgets.project_id = beneficiaries.project_id
            and beneficiaries.is_primary and beneficiaries.horizon = 'annual'
            and beneficiaries.people_role = 'beneficiary' and beneficiaries.counted_unit = 'person'
    left join doubts on budgets.project_id = doubts.project_id
    where budgets.total_amount_cny is not null
),

coverage as (
    select
        program_id,
        region_code,
        fiscal_year,
        count(distinct project_id) = count(distinct case when same_people_key is not null then project_id end) as has_all_counts,
        min(doubt_class) as doubt_class,
        min(doubt_text) as doubt_text
    from reached
    group by program_id, region_code, fiscal_year
),

-- The same people under several projects are counted once.
people as (
    select
        program_id,
        region_code,
        fiscal_year,
        same_people_key,
        max(low_count) as low_count,
        max(high_count) as high_count
    from reached
    where same_people_key is not null
    group by program_id, region_code, fiscal_year, same_people_key
),

-- A side on which one group of people is not bounded is not bounded for all of them.
totals as (
    select
        program_id,
        region_code,
        fiscal_year,
        case when count(*) = count(low_count) then sum(low_count) end as low_count,
        case when count(*) = count(high_count) then sum(high_count) end as high_count
    from people
    group by program_id, region_code, fiscal_year
),

final as (
    select
        coverage.program_id,
        coverage.region_code,
        coverage.fiscal_year,
        coverage.has_all_counts,
        coverage.doubt_class,
        coverage.doubt_text,
        cast(totals.low_count as decimal(28, 8)) as people_low_count,
        cast(totals.high_count as decimal(28, 8)) as people_high_count
    from coverage
    left join totals
        on
            coverage.program_id = totals.program_id
            and coverage.region_code = totals.region_code
            and coverage.fiscal_year = totals.fiscal_year
)

select * from final
