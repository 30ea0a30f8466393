-- One code has one name in a year: the validity periods of a functional or an economic code never overlap, none ends before it begins.
with functional_classes as (
    select
        functional_code as code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('dim_functional_classes') }}
),

economic_classes as (
    select
        economic_code as code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('dim_economic_classes') }}
),

classes as (
    select * from functional_classes
    union all
    select * from economic_classes
),

overlapping as (
    select
        earlier.code,
        earlier.valid_from_year,
        earlier.valid_to_year
    from classes as earlier
    inner join classes as later
        on
            earlier.code = later.code
            and earlier.valid_from_year < later.valid_from_year
            and earlier.valid_to_year >= later.valid_from_year
),

reversed as (
    select * from classes
    where valid_to_year < valid_from_year
),

final as (
    select * from overlapping
    union all
    select * from reversed
)

select * from final
