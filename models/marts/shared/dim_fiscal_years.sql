with numbers as (
    {{ dbt.generate_series(29) }}
),

years as (
    select cast(2006 + generated_number as integer) as fiscal_year
    from numbers
),

final as (
    select
        fiscal_year,
        cast(cast(fiscal_year as {{ dbt.type_string() }}) || '-01-01' as date) as start_date,
        cast(cast(fiscal_year as {{ dbt.type_string() }}) || '-12-31' as date) as end_date
    from years
)

select * from final
