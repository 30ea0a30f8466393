-- An error of a publisher that nobody has reviewed: a total, a percentage or a comparison that does not hold, a figure that is none.
{{ config(severity='error' if var('mismatches') == 'fail' else 'warn') }}
select
    fct_findings.finding_id,
    fct_findings.rule_id,
    dim_documents.file_name,
    fct_findings.line_number,
    fct_findings.message
from {{ ref('fct_findings') }} as fct_findings
left join {{ ref('dim_documents') }} as dim_documents
    on fct_findings.document_id = dim_documents.document_id
where
    fct_findings.review_status = 'open'
    and fct_findings.severity = 'error'
    and fct_findings.responsibility = 'publisher'
order by dim_documents.file_name asc, fct_findings.line_number asc, fct_findings.finding_id asc
