{#- Read within the reports alone, which are to be computed from published tables. -#}
{{ config(materialized='ephemeral') }}

{#- What a publisher disclosed in a year, by kind of document. -#}
with documents as (
    select * from {{ ref('int_disclosures_listed') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

-- A row of a budget table may be a leaf of two facts.
counted_lines as (
    {%- for leaves in ['functional_expenditures', 'economic_expenditures', 'revenues', 'three_public_expenses'] %}
    select
        budget_line_id,
        document_id
    from {{ ref('fct_' ~ leaves) }}
    where is_counted
    {{ 'union distinct' if not loop.last }}
    {%- endfor %}
),

targets_counted as (
    select
        project_id,
        count(*) as target_count
    from targets
    group by project_id
),

forms as (
    select
        project_id,
        document_id,
        is_counted,
        {{ disclosed_type('form_type') }} as document_type
    from projects
),

forms_counted as (
    select
        forms.document_id,
        forms.document_type,
        count(case when forms.is_counted then 1 end) as project_count,
        coalesce(sum(case when forms.is_counted then targets_counted.target_count end), 0) as target_count
    from forms
    left join targets_counted on forms.project_id = targets_counted.project_id
    group by forms.document_id, forms.document_type
),

lines_counted as (
    select
        document_id,
        count(*) as line_count
    from counted_lines
    group by document_id
),

final as (
    select
        {{ surrogate_key(['documents.agency_id', 'documents.disclosed_type', 'documents.fiscal_year']) }} as publication_id,
        documents.agency_id,
        documents.disclosed_type as document_type,
        documents.fiscal_year,
        count(*) as document_count,
        -- One document without pages, or standing in another kind of document, and the pages are not known.
        case
            when count(case when documents.document_type = documents.disclosed_type then documents.page_count end) = count(*)
                then sum(documents.page_count)
        end as page_count,
        case
            when documents.disclosed_type in ('performance_targets', 'self_evaluation')
                then coalesce(sum(forms_counted.project_count), 0)
        end as project_count,
        case
            when documents.disclosed_type in ('performance_targets', 'self_evaluation')
                then coalesce(sum(forms_counted.target_count), 0)
        end as target_count,
        case
            when documents.disclosed_type in ('department_budget', 'final_accounts')
                then coalesce(sum(lines_counted.line_count), 0)
        end as line_count,
        max(case when documents.is_held then 1 else 0 end) = 1 as has_held_document
    from documents
    left join forms_counted
        on documents.document_id = forms_counted.document_id and documents.disclosed_type = forms_counted.document_type
    left join lines_counted on documents.document_id = lines_counted.document_id
    group by documents.agency_id, documents.disclosed_type, documents.fiscal_year
)

select * from final
