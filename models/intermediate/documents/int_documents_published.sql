{#-
  A superseded edition stays out of the facts. With `mismatches: hold` so does a document with an open error of its publisher; it
  remains in dim_documents and in quality.
-#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

editions as (
    select * from {{ ref('int_document_editions_compared') }}
),

{% if var('mismatches') == 'hold' -%}
open_errors as (
    select distinct document_id
    from {{ ref('int_findings_reviewed') }}
    where severity = 'error' and responsibility = 'publisher' and review_status = 'open'
),

final as (
    select documents.document_id
    from documents
    inner join editions on documents.document_id = editions.document_id
    left join open_errors on documents.document_id = open_errors.document_id
    where editions.is_current and open_errors.document_id is null
)
{%- else -%}
final as (
    select documents.document_id
    from documents
    inner join editions on documents.document_id = editions.document_id
    where editions.is_current
)
{%- endif %}

select * from final
