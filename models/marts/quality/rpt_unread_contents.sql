with

int_reading_notes_named as (

    select * from {{ ref('int_reading_notes_named') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

final as (

    select
        int_reading_notes_named.unread_content_id,
        int_reading_notes_named.document_id,
        int_documents_identified.file_name,
        int_reading_notes_named.kind,
        int_reading_notes_named.subject_text,
        int_reading_notes_named.reason,
        cast(int_reading_notes_named.page_number as integer) as page_number,
        cast(int_reading_notes_named.line_number as integer) as line_number,
        cast(int_reading_notes_named.table_number as integer) as table_number,
        cast(int_reading_notes_named.row_number as integer) as row_number
    from int_reading_notes_named
    inner join int_documents_identified
        on int_reading_notes_named.document_id = int_documents_identified.document_id

)

select * from final
