with source as (
    select * from {{ source('raw', 'reading_notes') }}
),

renamed as (
    select
        document_id,
        note_number,
        kind,
        page_number,
        line_number,
        table_number,
        row_number,
        subject_text,
        reason
    from source
)

select * from renamed
