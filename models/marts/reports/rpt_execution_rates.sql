with budgets as (
    select * from {{ ref('sum_functional_expenditures') }}
),

outturns as (
    select * from {{ ref('sum_functional_outturns') }}
),

executions as (
    select * from {{ ref('sum_project_executions') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

-- A department's own accounts over its total budget are no rate of execution, nor are one budget's over all of them.
-- One row per agency and year of each source; a source that an agency does not publish leaves its columns blank.
stacked as (
    select
        region_code,
        fiscal_year,
        agency_id,
        reporting_scope = 'department_own' as budget_is_own,
        cast(null as boolean) as outturn_is_own,
        statement_basis as budget_statement,
        cast(null as {{ dbt.type_string() }}) as outturn_statement,
        total_amount_cny as budget_amount_cny,
        cast(null as decimal(18, 2)) as outturn_amount_cny,
        cast(null as decimal(18, 2)) as project_budget_amount_cny,
        cast(null as decimal(18, 2)) as project_executed_amount_cny
    from budgets
    union all
    select
        region_code,
        fiscal_year,
        agency_id,
        null as budget_is_own,
        reporting_scope = 'department_own' as outturn_is_own,
        null as budget_statement,
        statement_basis as outturn_statement,
        null as budget_amount_cny,
        total_amount_cny as outturn_amount_cny,
        null as project_budget_amount_cny,
        null as project_executed_amount_cny
    from outturns
    union all
    select
        region_code,
        fiscal_year,
        coalesce(implementing_agency_id, department_agency_id) as agency_id,
        null as budget_is_own,
        null as outturn_is_own,
        null as budget_statement,
        null as outturn_statement,
        null as budget_amount_cny,
        null as outturn_amount_cny,
        coalesce(adjusted_amount_cny, initial_amount_cny) as project_budget_amount_cny,
        executed_amount_cny as project_executed_amount_cny
    from executions
    where coalesce(adjusted_amount_cny, initial_amount_cny) is not null and executed_amount_cny is not null
),

summed as (
    select
        region_code,
        fiscal_year,
        agency_id,
        min(case when budget_is_own then 1 when not budget_is_own then 0 end)
        != min(case when outturn_is_own then 1 when not outturn_is_own then 0 end) as has_other_scope,
        min(budget_statement) != min(outturn_statement) as has_other_statement,
        cast(sum(budget_amount_cny) as decimal(18, 2)) as budget_amount_cny,
        cast(sum(outturn_amount_cny) as decimal(18, 2)) as outturn_amount_cny,
        cast(sum(project_budget_amount_cny) as decimal(18, 2)) as project_budget_amount_cny,
        cast(sum(project_executed_amount_cny) as decimal(18, 2)) as project_executed_amount_cny
    from stacked
    group by region_code, fiscal_year, agency_id
),

final as (
    select
        {{ surrogate_key(['summed.region_code', 'summed.fiscal_year', 'summed.agency_id']) }} as execution_rate_id,
        summed.region_code,
        regions.region_name,
        summed.fiscal_year,
        summed.agency_id,
        agencies.agency_name,
        summed.budget_amount_cny,
        summed.outturn_amount_cny,
        cast(
            case
                when not summed.has_other_scope and not summed.has_other_statement
                    then summed.outturn_amount_cny / nullif(summed.budget_amount_cny, 0)
            end as decimal(18, 6)
        ) as outturn_ratio,
        summed.project_budget_amount_cny,
        summed.project_executed_amount_cny,
        cast(
            summed.project_executed_amount_cny / nullif(summed.project_budget_amount_cny, 0) as decimal(18, 6)
        ) as project_execution_ratio,
        case
            when summed.outturn_amount_cny is null and summed.project_executed_amount_cny is null
                then '未公开决算或绩效自评 neither accounts nor self-evaluations of the year were read'
            when summed.outturn_amount_cny is null then '未公开决算 no accounts of the year were read'
            when summed.budget_amount_cny is null then '未公开预算 no budget of the year was read'
            when summed.has_other_scope then '预算与决算范围不同（本级、汇总） budget and accounts do not cover the same agencies'
            when summed.has_other_statement then '预算与决算口径不同 budget and accounts are of different statements'
        end as not_available_text
    from summed
    left join regions on summed.region_code = regions.region_code
    left join agencies on summed.agency_id = agencies.agency_id
)

select * from final
