with units as (
    select * from {{ ref('units') }}
),

final as (
    select
        unit_id,
        unit_name,
        dimension,
        base_unit,
        factor
    from units
)

select * from final
