with expenditures as (
    select * from {{ ref('fct_functional_expenditures') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

printed as (
    select
        document_id,
        agency_id,
        statement,
        phase,
        counting_reason,
        is_counted,
        cast(sum(total_amount_cny) as decimal(18, 2)) as printed_amount_cny,
        cast(sum(case when is_counted then total_amount_cny end) as decimal(18, 2)) as counted_amount_cny
    from expenditures
    group by document_id, agency_id, statement, phase, counting_reason, is_counted
),

final as (
    select
        {{ surrogate_key([
            'printed.document_id', 'printed.agency_id', 'printed.statement', 'printed.phase', 'printed.counting_reason',
            'printed.is_counted'
        ]) }} as department_spending_id,
        regions.region_name,
        departments.agency_name as department_agency_name,
        printed.agency_id,
        agencies.agency_name,
        documents.reporting_scope,
        printed.statement,
        printed.phase,
        printed.printed_amount_cny,
        printed.counted_amount_cny,
        printed.is_counted,
        printed.counting_reason,
        documents.region_code,
        documents.fiscal_year,
        printed.document_id
    from printed
    inner join documents on printed.document_id = documents.document_id
    left join regions on documents.region_code = regions.region_code
    left join agencies on printed.agency_id = agencies.agency_id
    left join agencies as departments on coalesce(agencies.parent_agency_id, agencies.agency_id) = departments.agency_id
)

select * from final
