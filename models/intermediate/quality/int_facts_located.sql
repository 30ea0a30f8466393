{%- set located_models = [
    ('int_project_budgets_summed', 'fct_project_budgets', 'project_budget_id'),
    ('int_project_fundings_converted', 'fct_project_fundings', 'project_funding_id'),
    ('int_indicators_described', 'fct_indicator_targets', 'indicator_target_id'),
    ('int_department_tasks_converted', 'fct_department_tasks', 'department_task_id'),
    ('int_project_executions_converted', 'fct_project_executions', 'project_execution_id'),
    ('int_indicator_results_valued', 'fct_indicator_results', 'indicator_target_id'),
    ('int_budget_lines_classified', 'fct_budget_lines', 'budget_line_id'),
    ('int_budget_tables_resolved', 'fct_budget_tables', 'budget_table_id'),
    ('int_narrative_claims_matched', 'fct_narrative_claims', 'narrative_claim_id'),
    ('stg_narrative_passages', 'fct_narrative_passages', 'narrative_passage_id'),
    ('int_reading_notes_named', 'rpt_unread_contents', 'unread_content_id'),
    ('stg_project_forms', 'dim_projects', 'project_id'),
    ('stg_project_goals', 'fct_project_goals', 'project_goal_id')
] -%}
with

{% for located_model, _, _ in located_models %}
{{ located_model }} as (

    select * from {{ ref(located_model) }}

),

{% endfor %}
stg_document_lines as (

    select * from {{ ref('stg_document_lines') }}

),

int_findings_reviewed as (

    select * from {{ ref('int_findings_reviewed') }}

),

-- What a finding is about, and what a claim was matched with: few of all rows.
pointed_at as (

    select
        fact_table,
        fact_id
    from int_findings_reviewed
    union
    select
        matched_table as fact_table,
        matched_id as fact_id
    from int_narrative_claims_matched

),

-- A document's place is its first line with a number that nobody read.
final as (

    {% for located_model, fact_table, key in located_models %}
    select
        '{{ fact_table }}' as fact_table,
        {{ key }} as fact_id,
        document_id,
        page_number,
        line_number
    from {{ located_model }}
    where
        {{ key }} in (
            select pointed_at.fact_id
            from pointed_at
            where pointed_at.fact_table = '{{ fact_table }}'
        )
    union all
    {% endfor %}
    select
        'dim_documents' as fact_table,
        document_id as fact_id,
        document_id,
        min(page_number) as page_number,
        min(line_number) as line_number
    from stg_document_lines
    where
        numbers_captured + numbers_furniture < numbers_printed
        and document_id in (
            select pointed_at.fact_id
            from pointed_at
            where pointed_at.fact_table = 'dim_documents'
        )
    group by document_id

)

select * from final
