with populations as (
    select * from {{ ref('region_populations') }}
),

final as (
    select
        region_code,
        fiscal_year,
        population_type,
        population_count,
        definition_text,
        source_name,
        source_url,
        reference_date,
        cast(null as {{ dbt.type_string() }}) as document_id,
        cast(null as integer) as page_number,
        cast(null as integer) as line_number,
        cast(null as integer) as table_number,
        cast(null as integer) as row_number,
        'unchecked' as check_outcome
    from populations
)

select * from final
