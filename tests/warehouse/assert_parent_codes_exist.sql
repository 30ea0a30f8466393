-- Every parent code is a code of its own list, valid in the year the child begins.
with functional_classes as (
    select
        functional_code as code,
        parent_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('dim_functional_classes') }}
),

economic_classes as (
    select
        economic_code as code,
        parent_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('dim_economic_classes') }}
),

divisions as (
    select
        region_code as code,
        parent_code,
        0 as valid_from_year,
        9999 as valid_to_year
    from {{ ref('regions') }}
),

-- The lists never mix: functional codes begin with 2, economic codes with 3 or 5, division codes have six digits.
members as (
    select * from functional_classes
    union all
    select * from economic_classes
    union all
    select * from divisions
),

final as (
    select
        children.code,
        children.parent_code,
        children.valid_from_year
    from members as children
    left join members as parents
        on
            children.parent_code = parents.code
            and children.valid_from_year between parents.valid_from_year and parents.valid_to_year
    where
        children.parent_code is not null
        and parents.code is null
)

select * from final
