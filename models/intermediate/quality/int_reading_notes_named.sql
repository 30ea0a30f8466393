with

stg_reading_notes as (

    select * from {{ ref('stg_reading_notes') }}

),

final as (

    select
        document_id || '-u' || note_number as unread_content_id,
        document_id,
        kind,
        subject_text,
        reason,
        case kind
            when 'unread_table' then 'R90'
            when 'unknown_header_word' then 'R91'
            else 'R92'
        end as rule_id,
        coalesce('第' || page_number || '页', '') || coalesce('第' || line_number || '行', '') || '“' || subject_text || '”' as subject,
        page_number,
        line_number,
        table_number,
        row_number
    from stg_reading_notes

)

select * from final
