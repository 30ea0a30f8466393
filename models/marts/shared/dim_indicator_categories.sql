with indicator_taxonomy as (
    select * from {{ ref('indicator_taxonomy') }}
),

final as (
    select
        taxonomy_version || '-' || level2_code as indicator_category_id,
        taxonomy_version,
        level1_code,
        level1_name,
        level1_name_en,
        level2_code,
        level2_name,
        level2_name_en,
        sort_order
    from indicator_taxonomy
)

select * from final
