{{ config(materialized='view') }}

with checks as (
    select * from {{ ref('fct_checks') }}
),

findings as (
    select * from {{ ref('fct_findings') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

rules as (
    select * from {{ ref('dim_rules') }}
),

-- A rejected finding was a false alarm.
judged as (

    select
        *,
        outcome as judged_outcome
    from checks
    where outcome = 'pass'
    union all
    select
        checks.*,
        case when findings.review_status = 'rejected' then 'pass' else 'fail' end as judged_outcome
    from checks
    left join findings on checks.check_id = findings.check_id
    where checks.outcome = 'fail'

),

final as (
    select
        judged.check_id,
        judged.rule_id,
        judged.document_id,
        judged.project_id,
        documents.agency_id,
        documents.document_type,
        rules.severity,
        rules.responsibility,
        rules.category,
        judged.judged_outcome as outcome,
        documents.region_code,
        documents.fiscal_year
    from judged
    inner join documents on judged.document_id = documents.document_id
    inner join rules on judged.rule_id = rules.rule_id
    where documents.is_current
)

select * from final
