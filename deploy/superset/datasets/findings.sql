select
    documents.fiscal_year,
    regions.province_name,
    regions.region_code,
    regions.region_name,
    regions.region_name || ' ' || documents.fiscal_year as region_year,
    documents.publisher_name,
    documents.title,
    severities.label_zh as severity,
    case findings.severity when 'error' then 1 when 'warning' then 2 else 3 end as severity_order,
    statuses.label_zh as review_status,
    parties.label_zh as responsibility,
    findings.rule_id,
    findings.rule_id || ' ' || rules.rule_name_zh as rule_name_zh,
    findings.message,
    findings.message_en,
    findings.review_reason,
    findings.page_number,
    findings.line_number,
    findings.finding_id
from marts.fct_findings as findings
inner join marts.dim_rules as rules on findings.rule_id = rules.rule_id
inner join marts.dim_documents as documents on findings.document_id = documents.document_id
left join marts.dim_regions as regions on documents.region_code = regions.region_code
left join marts.dim_labels as severities on severities.enumeration = 'severity' and findings.severity = severities.value
left join marts.dim_labels as statuses on statuses.enumeration = 'review_status' and findings.review_status = statuses.value
left join marts.dim_labels as parties on parties.enumeration = 'responsibility' and findings.responsibility = parties.value
where documents.is_current
