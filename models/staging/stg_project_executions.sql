with source as (
    select * from {{ source('raw', 'project_executions') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id || '-p' || form_number || '-e' || execution_number as project_execution_id,
        document_id,
        form_number,
        execution_number,
        funding_source,
        label_text,
        initial_text,
        adjusted_text,
        executed_text,
        weight_text,
        ratio_text,
        score_text,
        page_number,
        line_number,
        table_number,
        row_number
    from source
)

select * from renamed
