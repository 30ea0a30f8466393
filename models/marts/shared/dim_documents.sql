with documents as (
    select * from {{ ref('int_documents_identified') }}
),

editions as (
    select * from {{ ref('int_document_editions_compared') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

trusted as (
    select * from {{ ref('int_documents_trusted') }}
),

counted as (
    select * from {{ ref('int_documents_counted') }}
),

final as (
    select
        documents.document_id,
        editions.disclosure_id,
        documents.file_name,
        documents.sha256,
        documents.document_type,
        documents.document_type_basis,
        documents.reporting_scope,
        documents.title,
        documents.publisher_name,
        documents.agency_id,
        documents.region_code,
        documents.region_basis,
        documents.region_confidence,
        documents.fiscal_year,
        documents.fiscal_year_basis,
        documents.published_date,
        documents.page_count,
        documents.reader,
        documents.loaded_at,
        editions.is_current,
        editions.superseded_by_document_id,
        editions.is_current and published.document_id is null as is_held,
        counted.is_counted,
        counted.counting_reason,
        documents.source_url,
        coalesce(trusted.trust, 'unverified') as trust
    from documents
    inner join editions on documents.document_id = editions.document_id
    inner join counted on documents.document_id = counted.document_id
    left join published on documents.document_id = published.document_id
    left join trusted on documents.document_id = trusted.document_id
)

select * from final
