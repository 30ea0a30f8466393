{{ config(materialized='view') }}

with findings as (
    select * from {{ ref('fct_findings') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

rules as (
    select * from {{ ref('dim_rules') }}
),

-- The view is read anew for either outcome: read once for both, DuckDB would first store every check with its key.
passed as (
    select
        *,
        outcome as judged_outcome
    from {{ ref('fct_checks') }}
    where outcome = 'pass'
),

-- A rejected finding was a false alarm.
failed as (
    select
        checks.*,
        case when findings.review_status = 'rejected' then 'pass' else 'fail' end as judged_outcome
    from {{ ref('fct_checks') }} as checks
    left join findings on checks.check_id = findings.check_id
    where checks.outcome = 'fail'
),

judged as (
    select * from passed
    union all
    select * from failed
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
