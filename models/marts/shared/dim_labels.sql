with labels as (
    select * from {{ ref('labels') }}
),

final as (
    select
        enumeration,
        value,
        label_zh,
        label_en
    from labels
)

select * from final
