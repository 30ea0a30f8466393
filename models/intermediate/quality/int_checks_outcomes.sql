with

int_checks_unioned as (

    select * from {{ ref('int_checks_unioned') }}

),

int_findings_reviewed as (

    select * from {{ ref('int_findings_reviewed') }}

),

rules as (

    select * from {{ ref('rules') }}

),

-- A rejected finding was a false alarm; a remark (info) says nothing against the row.
failed as (

    select
        document_id,
        fact_table,
        fact_id,
        1 as has_failed
    from int_findings_reviewed
    where severity in ('error', 'warning') and review_status <> 'rejected'

),

-- A printed name or column in its place does not prove a figure: only rules that compare figures can pass a fact.
passed as (

    select
        int_checks_unioned.document_id,
        int_checks_unioned.fact_table,
        int_checks_unioned.fact_id,
        0 as has_failed
    from int_checks_unioned
    inner join rules
        on int_checks_unioned.rule_id = rules.rule_id
    where
        int_checks_unioned.outcome = 'pass'
        and rules.category in ('accuracy', 'consistency')

),

judged as (

    select * from failed
    union all
    select * from passed

),

final as (

    select
        document_id,
        fact_table,
        fact_id,
        case when max(has_failed) = 1 then 'fail' else 'pass' end as check_outcome
    from judged
    group by document_id, fact_table, fact_id

)

select * from final
