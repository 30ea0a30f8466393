with source as (
    select * from {{ source('raw', 'document_lines') }}
),

renamed as (
    select
        document_id,
        page_number,
        line_number,
        table_number,
        row_number,
        box_text,
        line_text,
        disposition,
        recognised_by,
        numbers_printed,
        numbers_captured,
        numbers_furniture
    from source
)

select * from renamed
