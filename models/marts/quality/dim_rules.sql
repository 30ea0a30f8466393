with

rules as (

    select * from {{ ref('rules') }}

),

final as (

    select
        rule_id,
        rule_name,
        rule_name_zh,
        description,
        severity,
        responsibility,
        category,
        tolerance,
        value_unit,
        message_zh,
        message_en,
        remedy_zh,
        remedy_en
    from rules

)

select * from final
