-- A total, a percentage or a comparison that does not hold and that nobody has reviewed.
{{ config(severity='error' if var('mismatches') == 'fail' else 'warn') }}
select
    fct_findings.finding_id,
    fct_findings.rule_id,
    fct_findings.document_id,
    fct_findings.line_number,
    fct_findings.message
from {{ ref('fct_findings') }} as fct_findings
inner join {{ ref('dim_rules') }} as dim_rules
    on fct_findings.rule_id = dim_rules.rule_id
where
    fct_findings.review_status = 'open'
    and fct_findings.severity = 'error'
    and fct_findings.responsibility = 'publisher'
    and dim_rules.category in ('accuracy', 'consistency')
