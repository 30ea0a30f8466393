select
    documents.fiscal_year,
    regions.province_name,
    regions.region_code,
    regions.region_name,
    documents.publisher_name,
    documents.title,
    documents.file_name,
    documents.document_id,
    kinds.label_zh as document_type,
    quality.grade,
    trusts.label_zh as trust,
    quality.checks,
    quality.passes,
    quality.failures_error,
    quality.failures_warning,
    quality.failures_info,
    quality.numbers_printed,
    quality.numbers_captured,
    quality.numbers_furniture,
    quality.capture_ratio
from marts.rpt_disclosure_quality as quality
inner join marts.dim_documents as documents on quality.document_id = documents.document_id
left join marts.dim_regions as regions on documents.region_code = regions.region_code
left join marts.dim_labels as kinds on kinds.enumeration = 'document_type' and documents.document_type = kinds.value
left join marts.dim_labels as trusts on trusts.enumeration = 'trust' and documents.trust = trusts.value
where documents.is_current
