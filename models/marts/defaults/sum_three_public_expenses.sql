with expenses as (
    select * from {{ ref('fct_three_public_expenses') }}
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
        expenses.budget_line_id,
        regions.region_name,
        expenses.agency_id,
        agencies.agency_name,
        documents.reporting_scope,
        expenses.counting_reason,
        expenses.total_amount_cny,
        expenses.overseas_amount_cny,
        expenses.reception_amount_cny,
        expenses.vehicle_purchase_amount_cny,
        expenses.vehicle_operation_amount_cny,
        cast(coalesce(
            expenses.vehicle_total_amount_cny,
            expenses.vehicle_purchase_amount_cny + expenses.vehicle_operation_amount_cny,
            expenses.vehicle_purchase_amount_cny,
            expenses.vehicle_operation_amount_cny
        ) as decimal(18, 2)) as vehicle_total_amount_cny,
        expenses.prior_year_total_amount_cny,
        expenses.prior_year_basis,
        expenses.unit_basis,
        expenses.region_code,
        expenses.fiscal_year,
        expenses.document_id,
        expenses.page_number,
        expenses.line_number,
        expenses.table_number,
        expenses.row_number,
        expenses.check_outcome
    from expenses
    inner join documents on expenses.document_id = documents.document_id
    left join regions on expenses.region_code = regions.region_code
    left join agencies on expenses.agency_id = agencies.agency_id
    where expenses.is_counted and coalesce(documents.document_type, '') != 'final_accounts'
)

select * from final
