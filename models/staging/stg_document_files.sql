with source as (
    select * from {{ source('raw', 'document_files') }}
),

renamed as (
    select
        document_id,
        file_name,
        source_url,
        publisher,
        region_code,
        fiscal_year,
        document_type,
        published_date,
        note
    from source
)

select * from renamed
