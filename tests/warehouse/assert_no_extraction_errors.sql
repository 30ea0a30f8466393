-- A lost, doubled or altered row is our error: it fails the build whatever `mismatches` says, and no review lifts it.
select
    finding_id,
    rule_id,
    document_id,
    message
from {{ ref('fct_findings') }}
where
    severity = 'error'
    and responsibility = 'extraction'
