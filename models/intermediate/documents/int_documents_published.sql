{#- With `mismatches: hold` a document with an open error stays out of the facts; it remains in dim_documents and in quality. -#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

{% if var('mismatches') == 'hold' -%}
open_errors as (
    select distinct document_id
    from {{ ref('int_findings_reviewed') }}
    where severity = 'error' and review_status = 'open'
),

final as (
    select documents.document_id
    from documents
    left join open_errors on documents.document_id = open_errors.document_id
    where open_errors.document_id is null
)
{%- else -%}
final as (
    select documents.document_id
    from documents
)
{%- endif %}

select * from final
