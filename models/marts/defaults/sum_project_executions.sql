with projects as (
    select * from {{ ref('dim_projects') }}
),

executions as (
    select * from {{ ref('fct_project_executions') }}
),

-- The printed total speaks for the project; its sources are listed in fct_project_executions.
totals as (
    select
        *,
        row_number() over (partition by project_id order by project_execution_id) as total_rank
    from executions
    where funding_source = 'total'
),

final as (
    select
        projects.project_id,
        projects.master_project_id,
        projects.project_name,
        projects.region_name,
        projects.department_agency_id,
        projects.department_agency_name,
        projects.implementing_agency_id,
        projects.implementing_agency_name,
        totals.initial_amount_cny,
        totals.adjusted_amount_cny,
        totals.executed_amount_cny,
        totals.declared_unit,
        totals.applied_unit,
        totals.unit_basis,
        projects.counting_reason,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        coalesce(totals.page_number, projects.page_number) as page_number,
        coalesce(totals.line_number, projects.line_number) as line_number,
        coalesce(totals.table_number, projects.table_number) as table_number,
        coalesce(totals.row_number, projects.row_number) as row_number,
        coalesce(totals.check_outcome, 'unchecked') as check_outcome
    from projects
    left join totals on projects.project_id = totals.project_id and totals.total_rank = 1
    where projects.is_counted and projects.form_type = 'self_evaluation'
)

select * from final
