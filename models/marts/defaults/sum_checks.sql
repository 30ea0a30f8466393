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

final as (
    select
        checks.check_id,
        checks.rule_id,
        checks.document_id,
        checks.project_id,
        documents.agency_id,
        documents.document_type,
        rules.severity,
        rules.responsibility,
        rules.category,
        case when findings.review_status = 'rejected' then 'pass' else checks.outcome end as outcome,
        documents.region_code,
        documents.fiscal_year
    from checks
    inner join documents on checks.document_id = documents.document_id
    inner join rules on checks.rule_id = rules.rule_id
    left join findings on checks.check_id = findings.check_id
    where checks.outcome in ('pass', 'fail') and documents.is_current
)

select * from final
