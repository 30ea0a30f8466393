with source as (
    select * from {{ source('raw', 'documents') }}
),

renamed as (
    select
        document_id,
        sha256,
        byte_count,
        reader,
        encoding,
        page_count,
        line_count,
        title_text,
        publisher_text,
        fiscal_year_text,
        document_type,
        reporting_scope,
        loaded_at
    from source
)

select * from renamed
