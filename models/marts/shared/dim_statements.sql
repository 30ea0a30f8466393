with statements as (
    select * from {{ ref('statements') }}
),

final as (
    select
        statement,
        statement_name,
        budget_type,
        side,
        additivity_group,
        is_default
    from statements
)

select * from final
