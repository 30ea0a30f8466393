with source as (
    select * from {{ source('raw', 'narrative_passages') }}
),

renamed as (
    select
        document_id || '-p' || passage_number as narrative_passage_id,
        document_id,
        passage_number,
        page_number,
        line_number,
        last_line_number,
        role,  -- noqa: RF04
        section_text,
        passage_text
    from source
)

select * from renamed
