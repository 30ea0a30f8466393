-- Document by document, each raw row is exactly one row of its mart.
{%- set pairs = [
    ('project_forms', 'dim_projects'),
    ('indicator_rows', 'fct_indicator_targets'),
    ('narrative_claims', 'fct_narrative_claims')
] %}
with

raw_rows as (

    {% for raw_table, mart in pairs %}
    select
        '{{ mart }}' as mart,
        document_id
    from {{ source('raw', raw_table) }}
    union all
    {% endfor %}
    select
        'fct_project_budgets' as mart,
        document_id
    from {{ source('raw', 'project_fundings') }}
    group by document_id, form_number, horizon
    union all
    select
        'fct_budget_lines' as mart,
        document_id
    from {{ source('raw', 'budget_cells') }}
    group by document_id, table_number, side, row_number

),

mart_rows as (

    {% for mart in ['dim_projects', 'fct_indicator_targets', 'fct_narrative_claims', 'fct_project_budgets'] %}
    select
        '{{ mart }}' as mart,
        document_id
    from {{ ref(mart) }}
    union all
    {% endfor %}
    -- A printed row is one line a phase.
    select
        'fct_budget_lines' as mart,
        document_id
    from {{ ref('fct_budget_lines') }}
    group by document_id, table_number, side, row_number

),

raw_counts as (

    select
        raw_rows.mart,
        raw_rows.document_id,
        count(*) as raw_count
    from raw_rows
    inner join {{ ref('int_documents_published') }} as int_documents_published
        on raw_rows.document_id = int_documents_published.document_id
    group by raw_rows.mart, raw_rows.document_id

),

mart_counts as (

    select
        mart,
        document_id,
        count(*) as mart_count
    from mart_rows
    group by mart, document_id

)

select
    coalesce(raw_counts.mart, mart_counts.mart) as mart,
    coalesce(raw_counts.document_id, mart_counts.document_id) as document_id,
    raw_counts.raw_count,
    mart_counts.mart_count
from raw_counts
full outer join mart_counts
    on
        raw_counts.mart = mart_counts.mart
        and raw_counts.document_id = mart_counts.document_id
where coalesce(raw_counts.raw_count, 0) <> coalesce(mart_counts.mart_count, 0)
