with tables as (
    select * from {{ ref('int_budget_tables_resolved') }}
),

printed as (
    select * from {{ ref('stg_budget_tables') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        tables.budget_table_id,
        tables.agency_name,
        tables.statement,
        tables.phase,
        tables.title_text,
        printed.header_text,
        printed.note_text,
        tables.declared_unit,
        tables.applied_unit,
        cast(printed.row_count as integer) as row_count,
        tables.region_code,
        tables.fiscal_year,
        tables.document_id,
        tables.page_number,
        tables.line_number,
        tables.table_number,
        cast(null as integer) as row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from tables
    inner join printed on tables.budget_table_id = printed.budget_table_id
    inner join published on tables.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_budget_tables'
            and tables.budget_table_id = outcomes.fact_id
)

select * from final
