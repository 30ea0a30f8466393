with projects as (
    select * from {{ ref('sum_project_budgets') }}
),

fundings as (
    select * from {{ ref('fct_project_fundings') }}
),

final as (
    select
        fundings.project_funding_id,
        projects.project_id,
        projects.master_project_id,
        projects.project_name,
        projects.region_name,
        projects.department_agency_id,
        projects.department_agency_name,
        projects.implementing_agency_id,
        projects.implementing_agency_name,
        fundings.funding_source,
        fundings.amount_cny,
        fundings.amount_text,
        fundings.declared_unit,
        fundings.applied_unit,
        fundings.region_code,
        fundings.fiscal_year,
        fundings.document_id,
        fundings.page_number,
        fundings.line_number,
        fundings.table_number,
        fundings.row_number,
        fundings.check_outcome
    from fundings
    inner join projects on fundings.project_id = projects.project_id
    where fundings.horizon = 'annual'
)

select * from final
