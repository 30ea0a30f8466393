with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_documents_published as (

    select * from {{ ref('int_documents_published') }}

),

int_checks_outcomes as (

    select * from {{ ref('int_checks_outcomes') }}

),

final as (

    select
        int_budget_lines_classified.budget_line_id,
        int_budget_lines_classified.parent_line_id,
        int_budget_lines_classified.agency_id,
        int_budget_lines_classified.statement,
        int_budget_lines_classified.phase,
        int_budget_lines_classified.side,
        int_budget_lines_classified.row_kind,
        int_budget_lines_classified.row_code,
        int_budget_lines_classified.full_code,
        int_budget_lines_classified.functional_code_basis,
        int_budget_lines_classified.row_name,
        int_budget_lines_classified.level,
        int_budget_lines_classified.revenue_source,
        int_budget_lines_classified.total_amount_cny,
        int_budget_lines_classified.basic_amount_cny,
        int_budget_lines_classified.project_amount_cny,
        int_budget_lines_classified.personnel_amount_cny,
        int_budget_lines_classified.operating_amount_cny,
        int_budget_lines_classified.prior_carryover_amount_cny,
        int_budget_lines_classified.fiscal_appropriation_amount_cny,
        int_budget_lines_classified.general_public_budget_amount_cny,
        int_budget_lines_classified.government_fund_amount_cny,
        int_budget_lines_classified.state_capital_amount_cny,
        int_budget_lines_classified.education_fee_amount_cny,
        int_budget_lines_classified.business_income_amount_cny,
        int_budget_lines_classified.operating_income_amount_cny,
        int_budget_lines_classified.affiliated_remittance_amount_cny,
        int_budget_lines_classified.superior_subsidy_amount_cny,
        int_budget_lines_classified.other_income_amount_cny,
        int_budget_lines_classified.non_fiscal_surplus_amount_cny,
        int_budget_lines_classified.next_year_carryover_amount_cny,
        int_budget_lines_classified.overseas_amount_cny,
        int_budget_lines_classified.reception_amount_cny,
        int_budget_lines_classified.vehicle_total_amount_cny,
        int_budget_lines_classified.vehicle_purchase_amount_cny,
        int_budget_lines_classified.vehicle_operation_amount_cny,
        int_budget_lines_classified.prior_year_total_amount_cny,
        int_budget_lines_classified.printed_step_cny,
        int_budget_lines_classified.is_total,
        int_budget_lines_classified.is_leaf,
        int_budget_lines_classified.has_ambiguous,
        int_budget_lines_classified.column_basis,
        int_budget_lines_classified.declared_unit,
        int_budget_lines_classified.applied_unit,
        int_budget_lines_classified.unit_basis,
        int_budget_lines_classified.region_code,
        int_budget_lines_classified.fiscal_year,
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.page_number,
        int_budget_lines_classified.line_number,
        int_budget_lines_classified.table_number,
        int_budget_lines_classified.row_number,
        coalesce(int_checks_outcomes.check_outcome, 'unchecked') as check_outcome
    from int_budget_lines_classified
    inner join int_documents_published on int_budget_lines_classified.document_id = int_documents_published.document_id
    left join int_checks_outcomes
        on
            int_budget_lines_classified.budget_line_id = int_checks_outcomes.fact_id
            and int_checks_outcomes.fact_table = 'fct_budget_lines'

)

select * from final
