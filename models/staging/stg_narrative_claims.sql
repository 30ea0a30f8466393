with source as (
    select * from {{ source('raw', 'narrative_claims') }}
),

renamed as (
    select
        document_id || '-n' || claim_number as narrative_claim_id,
        document_id,
        claim_number,
        page_number,
        line_number,
        section_text,
        subject_text,
        kind,
        value_text,
        unit_text,
        direction,
        comparison_text,
        sentence_text
    from source
)

select * from renamed
