with int_revenues_united as (

    select * from {{ ref('int_revenues_united') }}

),

int_documents_published as (

    select * from {{ ref('int_documents_published') }}

),

int_budget_lines_counted as (

    select * from {{ ref('int_budget_lines_counted') }}

),

int_checks_outcomes as (

    select * from {{ ref('int_checks_outcomes') }}

),

final as (

    select
        int_revenues_united.revenue_id,
        int_revenues_united.budget_line_id,
        int_revenues_united.agency_id,
        int_revenues_united.statement,
        int_revenues_united.phase,
        int_revenues_united.revenue_source,
        int_revenues_united.source_name,
        int_revenues_united.amount_cny,
        int_revenues_united.is_leaf,
        int_budget_lines_counted.statement_basis,
        coalesce(int_budget_lines_counted.counting_reason, 'outside_default') as counting_reason,
        coalesce(int_budget_lines_counted.is_counted, false) as is_counted,
        int_revenues_united.column_basis,
        int_revenues_united.declared_unit,
        int_revenues_united.applied_unit,
        int_revenues_united.unit_basis,
        int_revenues_united.region_code,
        int_revenues_united.fiscal_year,
        int_revenues_united.document_id,
        int_revenues_united.page_number,
        int_revenues_united.line_number,
        int_revenues_united.table_number,
        int_revenues_united.row_number,
        coalesce(int_checks_outcomes.check_outcome, 'unchecked') as check_outcome
    from int_revenues_united
    inner join int_documents_published on int_revenues_united.document_id = int_documents_published.document_id
    left join int_budget_lines_counted on int_revenues_united.budget_line_id = int_budget_lines_counted.budget_line_id
    left join int_checks_outcomes
        on
            int_revenues_united.budget_line_id = int_checks_outcomes.fact_id
            and int_checks_outcomes.fact_table = 'fct_budget_lines'

)

select * from final
