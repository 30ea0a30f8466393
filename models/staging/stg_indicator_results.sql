with source as (
    select * from {{ source('raw', 'indicator_results') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id || '-p' || form_number || '-' || horizon || '-i' || indicator_number as indicator_target_id,
        document_id,
        form_number,
        horizon,
        indicator_number,
        actual_text,
        completion_ratio_text,
        weight_text,
        score_text,
        deviation_text,
        page_number,
        line_number,
        table_number,
        row_number
    from source
)

select * from renamed
