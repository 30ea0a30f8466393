{#- The functional leaves that count, of accounts (决算) or of every other document, with the names analysts need. -#}
{%- macro functional_leaves_that_count(is_outturn) -%}
with expenditures as (
    select * from {{ ref('fct_functional_expenditures') }}
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

classes as (
    select * from {{ ref('dim_functional_classes') }}
),

final as (
    select
        expenditures.budget_line_id,
        regions.region_name,
        expenditures.agency_id,
        agencies.agency_name,
        documents.reporting_scope,
        expenditures.statement,
        expenditures.statement_basis,
        expenditures.counting_reason,
        substr(expenditures.functional_code, 1, 3) as class_code,
        substr(expenditures.functional_code, 1, 5) as section_code,
        expenditures.functional_code,
        expenditures.functional_class_id,
        coalesce(classes.functional_name, expenditures.functional_name) as functional_name,
        expenditures.total_amount_cny,
        expenditures.basic_amount_cny,
        expenditures.project_amount_cny,
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
    left join classes on expenditures.functional_class_id = classes.functional_class_id
    where expenditures.is_counted and coalesce(documents.document_type, '') {{ '=' if is_outturn else '!=' }} 'final_accounts'
)

select * from final
{%- endmacro -%}
