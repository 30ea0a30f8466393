with projects as (
    select * from {{ ref('dim_projects') }}
),

budgets as (
    select * from {{ ref('fct_project_budgets') }}
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
        projects.program_id,
        projects.funding_document_number,
        projects.funding_origin_level,
        budgets.total_amount_cny,
        budgets.fiscal_appropriation_amount_cny,
        budgets.other_funds_amount_cny,
        budgets.carryover_amount_cny,
        budgets.declared_unit,
        budgets.applied_unit,
        budgets.unit_basis,
        projects.counting_reason,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        coalesce(budgets.page_number, projects.page_number) as page_number,
        coalesce(budgets.line_number, projects.line_number) as line_number,
        coalesce(budgets.table_number, projects.table_number) as table_number,
        coalesce(budgets.row_number, projects.row_number) as row_number,
        coalesce(budgets.check_outcome, 'unchecked') as check_outcome
    from projects
    left join budgets on projects.project_id = budgets.project_id and budgets.horizon = 'annual'
    where projects.is_counted and projects.form_type = 'project_targets'
)

select * from final
