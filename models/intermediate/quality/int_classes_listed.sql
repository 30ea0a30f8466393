with

functional_classes as (

    select * from {{ ref('functional_classes') }}

),

economic_classes as (

    select * from {{ ref('economic_classes') }}

),

final as (

    select
        'function' as row_kind,
        functional_code as class_code,
        functional_name as class_name,
        {{ fold_class_name('functional_name') }} as class_key,
        level,  -- noqa: RF04
        budget_type,
        valid_from_year,
        valid_to_year,
        confidence = 'high' and year_confidence in ('high', 'floor') as is_certain
    from functional_classes
    union all
    select
        'economic' as row_kind,
        economic_code as class_code,
        economic_name as class_name,
        {{ fold_class_name('economic_name') }} as class_key,
        level,  -- noqa: RF04
        cast(null as {{ dbt.type_string() }}) as budget_type,
        valid_from_year,
        valid_to_year,
        confidence = 'high' as is_certain
    from economic_classes

)

select * from final
