with vocabulary as (
    select * from {{ ref('indicator_vocabulary') }}
),

final as (
    select
        indicator_id,
        indicator_name,
        indicator_name_en,
        indicator_group,
        polarity,
        dimension,
        level2_code,
        definition,
        sort_order
    from vocabulary
)

select * from final
