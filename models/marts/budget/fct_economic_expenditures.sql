with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

economic_classes as (

    select * from {{ ref('economic_classes') }}

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

-- Of two entries of one code and year the later one counts; the systems do not share codes.
valid_classes as (

    select
        int_budget_lines_classified.budget_line_id,
        economic_classes.system,
        max(economic_classes.valid_from_year) as valid_from_year
    from int_budget_lines_classified
    inner join economic_classes
        on
            int_budget_lines_classified.full_code = economic_classes.economic_code
            and {{ is_valid_in('economic_classes', 'int_budget_lines_classified.fiscal_year') }}
    where int_budget_lines_classified.row_kind = 'economic'
    group by int_budget_lines_classified.budget_line_id, economic_classes.system

),

final as (

    select
        int_budget_lines_classified.budget_line_id,
        int_budget_lines_classified.agency_id,
        int_budget_lines_classified.statement,
        int_budget_lines_classified.phase,
        case when int_budget_lines_classified.statement = 'general_public_basic' then 'basic' else 'total' end as scope,
        int_budget_lines_classified.full_code as economic_code,
        valid_classes.system || '-' || int_budget_lines_classified.full_code
        || '-' || cast(valid_classes.valid_from_year as {{ dbt.type_string() }}) as economic_class_id,
        int_budget_lines_classified.row_name as economic_name,
        -- A table printed in two halves (人员经费, 公用经费) has no column of totals.
        cast(case
            when int_budget_lines_classified.total_amount_cny is not null then int_budget_lines_classified.total_amount_cny
            when int_budget_lines_classified.personnel_amount_cny is null then int_budget_lines_classified.operating_amount_cny
            else int_budget_lines_classified.personnel_amount_cny + coalesce(int_budget_lines_classified.operating_amount_cny, 0)
        end as decimal(18, 2)) as total_amount_cny,
        int_budget_lines_classified.personnel_amount_cny,
        int_budget_lines_classified.operating_amount_cny,
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
        coalesce(int_checks_outcomes.check_outcome, 'unchecked') as check_outcome
    from int_budget_lines_classified
    left join valid_classes on int_budget_lines_classified.budget_line_id = valid_classes.budget_line_id
    inner join int_documents_published on int_budget_lines_classified.document_id = int_documents_published.document_id
    left join int_budget_lines_counted on int_budget_lines_classified.budget_line_id = int_budget_lines_counted.budget_line_id
    left join int_checks_outcomes
        on
            int_budget_lines_classified.budget_line_id = int_checks_outcomes.fact_id
            and int_checks_outcomes.fact_table = 'fct_budget_lines'
    where int_budget_lines_classified.is_leaf and int_budget_lines_classified.row_kind = 'economic'

)

select * from final
