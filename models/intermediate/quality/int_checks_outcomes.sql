with

int_checks_unioned as (

    select * from {{ ref('int_checks_unioned') }}

),

rules as (

    select * from {{ ref('rules') }}

),

-- A printed name or column in its place does not prove a figure: only rules that compare figures can pass a fact.
judged as (

    select
        int_checks_unioned.fact_table,
        int_checks_unioned.fact_id,
        case
            when int_checks_unioned.outcome = 'fail' and rules.severity in ('error', 'warning') then 1
            when int_checks_unioned.outcome = 'pass' and rules.category in ('accuracy', 'consistency') then 0
        end as has_failed
    from int_checks_unioned
    inner join rules
        on int_checks_unioned.rule_id = rules.rule_id

),

final as (

    select
        fact_table,
        fact_id,
        case when max(has_failed) = 1 then 'fail' else 'pass' end as check_outcome
    from judged
    where has_failed is not null
    group by fact_table, fact_id

)

select * from final
