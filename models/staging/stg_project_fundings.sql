with source as (
    select * from {{ source('raw', 'project_fundings') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id || '-p' || form_number || '-' || horizon || '-f' || funding_number as project_funding_id,
        document_id,
        form_number,
        horizon,
        funding_number,
        funding_source,
        label_text,
        amount_text,
        page_number,
        line_number,
        table_number,
        row_number,
        column_number
    from source
)

select * from renamed
