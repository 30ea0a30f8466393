with economic_classes as (
    select * from {{ ref('economic_classes') }}
),

final as (
    select
        system || '-' || economic_code || '-' || cast(valid_from_year as {{ dbt.type_string() }}) as economic_class_id,
        economic_code,
        economic_name,
        economic_name_en,
        level,
        substr(economic_code, 1, 3) as class_code,
        parent_code,
        system,
        valid_from_year,
        valid_to_year,
        confidence,
        evidence
    from economic_classes
)

select * from final
