{#- Read within the reports alone, which are to be computed from published tables. -#}
{{ config(materialized='ephemeral') }}

{#-
  Targets and self-evaluations that stand in another kind of document are disclosed too: a publisher that moves them there has
  not stopped.
-#}
with documents as (
    select * from {{ ref('dim_documents') }}
    where is_current and agency_id is not null
),

projects as (
    select * from {{ ref('dim_projects') }}
),

kinds as (
    select
        document_id,
        document_type
    from documents
    where document_type is not null
    union distinct
    select
        document_id,
        {{ disclosed_type('form_type') }} as document_type
    from projects
),

final as (
    select
        documents.document_id,
        documents.agency_id,
        documents.document_type,
        kinds.document_type as disclosed_type,
        documents.fiscal_year,
        documents.page_count,
        documents.is_held
    from kinds
    inner join documents on kinds.document_id = documents.document_id
)

select * from final
