with source as (
    select * from {{ source('raw', 'budget_tables') }}
),

renamed as (
    select
        document_id || '-t' || table_number as budget_table_id,
        document_id,
        table_number,
        page_number,
        line_number,
        last_line_number,
        title_text,
        statement,
        phase,
        agency_text,
        declared_unit_text,
        note_text,
        header_text,
        row_count
    from source
)

select * from renamed
