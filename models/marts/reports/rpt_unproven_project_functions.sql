with inferred as (
    select * from {{ ref('int_project_functions_inferred') }}
),

lines as (
    select * from {{ ref('int_budget_lines_classified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

reasons as (
    select
        budget_line_id,
        document_id,
        functional_code,
        functional_name,
        project_amount_cny,
        set_count,
        reason
    from inferred
    where set_number = 1 and reason is not null
),

final as (
    select
        reasons.budget_line_id,
        reasons.functional_code,
        reasons.functional_name,
        reasons.project_amount_cny,
        cast(reasons.set_count as integer) as candidate_count,
        reasons.reason,
        lines.region_code,
        lines.fiscal_year,
        reasons.document_id,
        lines.page_number,
        lines.line_number,
        lines.table_number,
        lines.row_number
    from reasons
    inner join lines on reasons.budget_line_id = lines.budget_line_id
    inner join published on reasons.document_id = published.document_id
)

select * from final
