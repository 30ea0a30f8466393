with source as (
    select * from {{ source('raw', 'project_forms') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id,
        form_number,
        page_number,
        line_number,
        last_line_number,
        table_number,
        row_number,
        form_type,
        title_text,
        fiscal_year_text,
        project_name,
        department_text,
        implementing_unit_text,
        project_attribute_text,
        period_text,
        midterm_period_text,
        manager_text,
        funding_heading_text,
        declared_unit_text
    from source
)

select * from renamed
