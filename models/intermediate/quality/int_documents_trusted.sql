with

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

int_checks_unioned as (

    select * from {{ ref('int_checks_unioned') }}

),

int_findings_reviewed as (

    select * from {{ ref('int_findings_reviewed') }}

),

rules as (

    select * from {{ ref('rules') }}

),

-- Whether an error is accepted or still open, the document disagrees with itself; a rejected one was a false alarm.
mismatches as (

    select
        document_id,
        count(*) as mismatch_count
    from int_findings_reviewed
    where
        severity = 'error'
        and review_status <> 'rejected'
    group by document_id

),

agreements as (

    select
        int_checks_unioned.document_id,
        count(*) as agreement_count
    from int_checks_unioned
    inner join rules
        on int_checks_unioned.rule_id = rules.rule_id
    where
        int_checks_unioned.outcome = 'pass'
        and rules.category in ('accuracy', 'consistency')
        and rules.responsibility = 'publisher'
    group by int_checks_unioned.document_id

),

final as (

    select
        int_documents_identified.document_id,
        case
            when mismatches.mismatch_count > 0 then 'flagged'
            when agreements.agreement_count > 0 then 'reconciled'
            else 'unverified'
        end as trust
    from int_documents_identified
    left join mismatches
        on int_documents_identified.document_id = mismatches.document_id
    left join agreements
        on int_documents_identified.document_id = agreements.document_id

)

select * from final
