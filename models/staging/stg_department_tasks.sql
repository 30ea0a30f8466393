with source as (
    select * from {{ source('raw', 'department_tasks') }}
),

renamed as (
    select
        document_id || '-p' || form_number || '-t' || task_number as department_task_id,
        document_id || '-p' || form_number as project_id,
        document_id,
        form_number,
        task_number,
        task_name,
        content_text,
        total_text,
        fiscal_appropriation_text,
        other_funds_text,
        declared_unit_text,
        is_total,
        page_number,
        line_number,
        table_number,
        row_number
    from source
)

select * from renamed
