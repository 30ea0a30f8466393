{#-
  Whether a document counts: by the tables of its statements that count, or, where it prints none, by its project forms. One that
  counts in part does not count: the default views take from it what nothing else prints.
-#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

editions as (
    select * from {{ ref('int_document_editions_compared') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

holdings as (
    select * from {{ ref('int_budget_holdings_counted') }}
),

projects as (
    select * from {{ ref('int_projects_counted') }}
),

-- Another statement, or table, of the same document is no other document.
tables as (
    select
        document_id,
        count(case when is_counted then 1 end) as counted_count,
        count(case
            when counting_reason in ('in_department_total', 'other_document_counts') then 1
        end) as elsewhere_count,
        min(case when is_counted then counting_reason end) as counted_reason,
        min(case when counting_reason in ('in_department_total', 'other_document_counts') then counting_reason end)
            as elsewhere_reason
    from holdings
    group by document_id
),

forms as (
    select
        document_id,
        count(case when is_counted then 1 end) as counted_count,
        count(case when counting_reason = 'repeated_in_other_document' then 1 end) as elsewhere_count
    from projects
    group by document_id
),

reasoned as (
    select
        documents.document_id,
        case
            when not editions.is_current then 'superseded'
            when published.document_id is null then 'held'
            when tables.elsewhere_count > 0 and tables.counted_count > 0 then 'partly_in_other_document'
            when tables.elsewhere_count > 0 then tables.elsewhere_reason
            when tables.counted_count > 0 then tables.counted_reason
            when forms.elsewhere_count > 0 and forms.counted_count > 0 then 'partly_in_other_document'
            when forms.elsewhere_count > 0 then 'forms_in_other_document'
            else 'only_document'
        end as counting_reason
    from documents
    inner join editions on documents.document_id = editions.document_id
    left join published on documents.document_id = published.document_id
    left join tables on documents.document_id = tables.document_id
    left join forms on documents.document_id = forms.document_id
),

final as (
    select
        document_id,
        counting_reason in (
            'department_total', 'taken_as_department_total', 'department_own', 'unit', 'missing_in_department_total', 'only_document'
        ) as is_counted,
        counting_reason
    from reasoned
)

select * from final
