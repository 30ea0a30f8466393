with source as (
    select * from {{ source('raw', 'project_goals') }}
),

renamed as (
    select
        document_id || '-p' || form_number || '-' || horizon || '-goal' || coalesce('-' || heading_text, '')
            as project_goal_id,
        document_id || '-p' || form_number as project_id,
        document_id,
        form_number,
        horizon,
        heading_text,
        goal_text,
        page_number,
        line_number,
        table_number,
        row_number
    from source
)

select * from renamed
