with source as (
    select * from {{ source('raw', 'indicator_rows') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id || '-p' || form_number || '-' || horizon || '-i' || indicator_number as indicator_target_id,
        document_id,
        form_number,
        horizon,
        indicator_number,
        page_number,
        line_number,
        table_number,
        row_number,
        column_number,
        level1_text,
        level2_text,
        level1_printed,
        level2_printed,
        indicator_name,
        target_text,
        comparator_text,
        unit_text,
        weight_text,
        baseline_text,
        basis_text,
        scoring_rule_text,
        evidence_text,
        note_text,
        was_shifted,
        row_text
    from source
)

select * from renamed
