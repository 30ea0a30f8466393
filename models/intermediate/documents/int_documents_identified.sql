with documents as (
    select * from {{ ref('stg_documents') }}
),

document_files as (
    select * from {{ ref('stg_document_files') }}
),

region_matches as (
    select * from {{ ref('int_document_regions_matched') }}
),

agency_aliases as (
    select * from {{ ref('agency_aliases') }}
),

-- A content that came under several names takes what documents.csv says of any of them.
declared as (
    select
        document_id,
        min(file_name) as file_name,
        min(source_url) as source_url,
        min(publisher) as publisher,
        min(region_code) as region_code,
        min(try_cast(fiscal_year as integer)) as fiscal_year,
        min(document_type) as document_type,
        min(try_cast(published_date as date)) as published_date
    from document_files
    group by document_id
),

described as (
    select
        documents.document_id,
        documents.sha256,
        documents.reader,
        documents.page_count,
        documents.loaded_at,
        declared.file_name,
        declared.source_url,
        declared.published_date,
        declared.region_code as declared_region_code,
        coalesce(declared.publisher, {{ agency_name('documents.publisher_text') }}) as publisher_name,
        coalesce(
            declared.fiscal_year,
            try_cast({{ first_match('documents.fiscal_year_text', '((19|20)[0-9][0-9])') }} as integer)
        ) as fiscal_year,
        coalesce(declared.document_type, documents.document_type) as document_type,
        coalesce(documents.reporting_scope, 'unknown') as reporting_scope,
        documents.title_text as title
    from documents
    inner join declared on documents.document_id = declared.document_id
),

located as (
    select
        described.*,
        coalesce(described.declared_region_code, region_matches.region_code) as region_code,
        case
            when described.declared_region_code is not null then 'documents_csv'
            else coalesce(region_matches.region_basis, 'unresolved')
        end as region_basis,
        case
            when described.declared_region_code is not null then 'high'
            else region_matches.region_confidence
        end as region_confidence
    from described
    left join region_matches on described.document_id = region_matches.document_id
),

named as (
    select
        located.*,
        coalesce(agency_aliases.agency_name, located.publisher_name) as agency_name,
        {{ surrogate_key([
            'located.region_code', 'located.publisher_name', 'located.fiscal_year', 'located.document_type',
            'located.reporting_scope'
        ]) }} as disclosure_id
    from located
    left join agency_aliases
        on
            located.region_code = agency_aliases.region_code
            and located.publisher_name = agency_aliases.printed_name
),

final as (
    select
        named.document_id,
        named.disclosure_id,
        named.file_name,
        named.sha256,
        named.document_type,
        named.reporting_scope,
        named.title,
        named.publisher_name,
        case
            when named.agency_name is not null then {{ surrogate_key(['named.region_code', 'named.agency_name']) }}
        end as agency_id,
        named.agency_name,
        named.region_code,
        named.region_basis,
        named.region_confidence,
        named.fiscal_year,
        named.published_date,
        named.page_count,
        named.reader,
        named.loaded_at,
        named.source_url
    from named
)

select * from final
