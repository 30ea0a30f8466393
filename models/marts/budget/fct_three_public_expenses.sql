with int_three_public_expenses_pivoted as (

    select * from {{ ref('int_three_public_expenses_pivoted') }}

),

int_three_public_expenses_compared as (

    select * from {{ ref('int_three_public_expenses_compared') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_documents_published as (

    select * from {{ ref('int_documents_published') }}

),

int_narrative_claims_matched as (

    select * from {{ ref('int_narrative_claims_matched') }}

),

int_budget_lines_counted as (

    select * from {{ ref('int_budget_lines_counted') }}

),

int_checks_outcomes as (

    select * from {{ ref('int_checks_outcomes') }}

),

-- What the prose says of a row's change puts the row in doubt where it does not fit.
doubted as (

    select distinct int_narrative_claims_matched.matched_id as budget_line_id
    from int_narrative_claims_matched
    inner join int_checks_outcomes
        on
            int_narrative_claims_matched.narrative_claim_id = int_checks_outcomes.fact_id
            and int_checks_outcomes.fact_table = 'fct_narrative_claims'
    where
        int_narrative_claims_matched.kind = 'change'
        and int_checks_outcomes.check_outcome = 'fail'

),

final as (

    select
        int_three_public_expenses_pivoted.budget_line_id,
        int_budget_lines_classified.agency_id,
        int_budget_lines_classified.phase,
        int_three_public_expenses_pivoted.total_amount_cny,
        int_three_public_expenses_pivoted.overseas_amount_cny,
        int_three_public_expenses_pivoted.reception_amount_cny,
        int_three_public_expenses_pivoted.vehicle_total_amount_cny,
        int_three_public_expenses_pivoted.vehicle_purchase_amount_cny,
        int_three_public_expenses_pivoted.vehicle_operation_amount_cny,
        int_three_public_expenses_compared.prior_year_total_amount_cny,
        int_three_public_expenses_compared.prior_year_basis,
        int_three_public_expenses_compared.change_ratio,
        int_three_public_expenses_compared.change_ratio_text,
        int_budget_lines_counted.statement_basis,
        coalesce(int_budget_lines_counted.counting_reason, 'outside_default') as counting_reason,
        coalesce(int_budget_lines_counted.is_counted, false) as is_counted,
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
        case
            when doubted.budget_line_id is not null then 'fail'
            else coalesce(int_checks_outcomes.check_outcome, 'unchecked')
        end as check_outcome
    from int_three_public_expenses_pivoted
    inner join int_three_public_expenses_compared on int_three_public_expenses_pivoted.budget_line_id = int_three_public_expenses_compared.budget_line_id
    inner join int_budget_lines_classified on int_three_public_expenses_pivoted.budget_line_id = int_budget_lines_classified.budget_line_id
    inner join int_documents_published on int_budget_lines_classified.document_id = int_documents_published.document_id
    left join doubted on int_budget_lines_classified.budget_line_id = doubted.budget_line_id
    left join int_budget_lines_counted
        on int_three_public_expenses_pivoted.budget_line_id = int_budget_lines_counted.budget_line_id
    left join int_checks_outcomes
        on
            int_budget_lines_classified.budget_line_id = int_checks_outcomes.fact_id
            and int_checks_outcomes.fact_table = 'fct_budget_lines'

)

select * from final
