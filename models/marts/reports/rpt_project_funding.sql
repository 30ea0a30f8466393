{%- set amounts = {
    'fund_subsidy_amount_cny': "fund_role = 'subsidy'",
    'without_fund_subsidies_amount_cny': "fund_role not in ('subsidy', 'undivided')",
    'through_fund_amount_cny': "fund_role in ('benefit', 'contribution')",
    'without_funds_amount_cny': "fund_role = 'none'",
    'undivided_amount_cny': "fund_role = 'undivided'",
} -%}
with budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

programs as (
    select * from {{ ref('bridge_project_programs') }}
),

program_list as (
    select * from {{ ref('dim_programs') }}
),

-- What a project's money is to a social insurance fund; several programmes that differ leave it open.
roles as (
    select
        programs.project_id,
        min(coalesce(program_list.fund_role, 'none')) as fund_role,
        min(coalesce(program_list.fund_role, 'none')) != max(coalesce(program_list.fund_role, 'none')) as is_undivided
    from programs
    inner join program_list on programs.program_id = program_list.program_id
    group by programs.project_id
),

placed as (
    select
        budgets.*,
        roles.project_id is null as is_unmatched,
        case when roles.is_undivided then 'undivided' else coalesce(roles.fund_role, 'none') end as fund_role
    from budgets
    left join roles on budgets.project_id = roles.project_id
),

final as (
    select
        region_code,
        region_name,
        fiscal_year,
        cast(count(*) as integer) as project_count,
        cast(count(total_amount_cny) as integer) as priced_project_count,
        cast(count(distinct coalesce(implementing_agency_id, department_agency_id)) as integer) as agency_count,
        cast(sum(total_amount_cny) as decimal(18, 2)) as total_amount_cny,
        cast(sum(fiscal_appropriation_amount_cny) as decimal(18, 2)) as fiscal_appropriation_amount_cny,
        {%- for column, condition in amounts.items() %}
        cast(sum(case when {{ condition }} then total_amount_cny end) as decimal(18, 2)) as {{ column }},
        {%- endfor %}
        cast(sum(case when is_unmatched then 1 else 0 end) as integer) as unmatched_project_count,
        cast(sum(case when unit_basis like 'contradicted%' then 1 else 0 end) as integer) as corrected_unit_count,
        cast(sum(case when check_outcome = 'fail' then 1 else 0 end) as integer) as failed_project_count
    from placed
    group by region_code, region_name, fiscal_year
)

select * from final
