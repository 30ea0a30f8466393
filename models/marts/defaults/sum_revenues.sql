with revenues as (
    select * from {{ ref('fct_revenues') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

final as (
    select
        revenues.revenue_id,
        revenues.budget_line_id,
        regions.region_name,
        revenues.agency_id,
        agencies.agency_name,
        documents.reporting_scope,
        revenues.statement,
        revenues.statement_basis,
        revenues.counting_reason,
        revenues.revenue_source,
        revenues.source_name,
        revenues.amount_cny,
        revenues.unit_basis,
        revenues.region_code,
        revenues.fiscal_year,
        revenues.document_id,
        revenues.page_number,
        revenues.line_number,
        revenues.table_number,
        revenues.row_number,
        revenues.check_outcome
    from revenues
    inner join documents on revenues.document_id = documents.document_id
    left join regions on revenues.region_code = regions.region_code
    left join agencies on revenues.agency_id = agencies.agency_id
    where revenues.is_counted and revenues.is_leaf and coalesce(documents.document_type, '') != 'final_accounts'
)

select * from final
