with functional_classes as (
    select * from {{ ref('functional_classes') }}
),

final as (
    select
        functional_code || '-' || cast(valid_from_year as {{ dbt.type_string() }}) as functional_class_id,
        functional_code,
        functional_name,
        functional_name_en,
        level,
        substr(functional_code, 1, 3) as class_code,
        case when level != 'class' then substr(functional_code, 1, 5) end as section_code,
        parent_code,
        budget_type,
        valid_from_year,
        valid_to_year,
        confidence,
        year_confidence,
        evidence
    from functional_classes
)

select * from final
