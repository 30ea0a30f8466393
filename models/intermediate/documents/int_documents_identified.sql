with documents as (
    select * from {{ ref('stg_documents') }}
),

document_files as (
    select * from {{ ref('stg_document_files') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
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

-- A publisher's name begins with its region's name; of several, the longest, then the current one.
region_matches as (
    select
        described.document_id,
        regions.region_code,
        length(regions.region_name) as name_length,
        regions.is_active
    from described
    inner join regions on described.publisher_name like regions.region_name || '%'
    where described.declared_region_code is null
),

best_matches as (
    select
        document_id,
        region_code,
        rank() over (partition by document_id order by name_length desc, is_active desc) as match_rank
    from region_matches
),

-- Counties of one name stay undecided.
matched_regions as (
    select
        document_id,
        min(region_code) as region_code
    from best_matches
    where match_rank = 1
    group by document_id
    having count(*) = 1
),

located as (
    select
        described.*,
        coalesce(described.declared_region_code, matched_regions.region_code) as region_code
    from described
    left join matched_regions on described.document_id = matched_regions.document_id
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

-- Of one disclosure the edition published last counts; without dates all count, and a check asks.
dated as (
    select
        named.*,
        max(named.published_date) over (partition by named.disclosure_id) as last_published_date
    from named
),

latest as (
    select
        disclosure_id,
        min(document_id) as document_id
    from dated
    where published_date = last_published_date
    group by disclosure_id
),

final as (
    select
        dated.document_id,
        dated.disclosure_id,
        dated.file_name,
        dated.sha256,
        dated.document_type,
        dated.reporting_scope,
        dated.title,
        dated.publisher_name,
        case
            when dated.agency_name is not null then {{ surrogate_key(['dated.region_code', 'dated.agency_name']) }}
        end as agency_id,
        dated.agency_name,
        dated.region_code,
        dated.fiscal_year,
        dated.published_date,
        dated.page_count,
        dated.reader,
        dated.loaded_at,
        dated.published_date is null or latest.document_id = dated.document_id as is_current,
        case
            when dated.published_date is not null and latest.document_id != dated.document_id then latest.document_id
        end as superseded_by_document_id,
        dated.source_url
    from dated
    left join latest on dated.disclosure_id = latest.disclosure_id
)

select * from final
