with source as (
    select * from {{ source('raw', 'budget_cells') }}
),

renamed as (
    select
        document_id || '-t' || table_number as budget_table_id,
        document_id || '-t' || table_number || '-' || side || '-r' || row_number as budget_line_id,
        document_id,
        table_number,
        page_number,
        line_number,
        row_number,
        column_number,
        title_text,
        statement,
        phase,
        declared_unit_text,
        side,
        row_kind,
        row_code,
        full_code,
        row_name,
        column_path,
        column_concept,
        value_text,
        column_basis,
        agency_code,
        agency_text
    from source
)

select * from renamed
