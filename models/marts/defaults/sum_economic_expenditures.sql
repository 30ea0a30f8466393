with expenditures as (
    select * from {{ ref('fct_economic_expenditures') }}
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
        expenditures.budget_line_id,
        regions.region_name,
        expenditures.agency_id,
        agencies.agency_name,
        documents.reporting_scope,
        expenditures.statement,
        expenditures.counting_reason,
        case when substr(expenditures.economic_code, 1, 1) = '5' then 'government' else 'department' end as economic_system,
        substr(expenditures.economic_code, 1, 3) as class_code,
        expenditures.economic_code,
        expenditures.economic_class_id,
        expenditures.economic_name,
        expenditures.total_amount_cny,
        expenditures.personnel_amount_cny,
        expenditures.operating_amount_cny,
        expenditures.unit_basis,
        expenditures.region_code,
        expenditures.fiscal_year,
        expenditures.document_id,
        expenditures.page_number,
        expenditures.line_number,
        expenditures.table_number,
        expenditures.row_number,
        expenditures.check_outcome
    from expenditures
    inner join documents on expenditures.document_id = documents.document_id
    left join regions on expenditures.region_code = regions.region_code
    left join agencies on expenditures.agency_id = agencies.agency_id
    where expenditures.is_counted and coalesce(documents.document_type, '') != 'final_accounts'
)

select * from final
