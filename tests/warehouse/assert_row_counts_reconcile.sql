{#-
  Layer by layer, each raw row is exactly one row with the same print: none lost, doubled or altered. Document by document, rows are
  counted and their hashes added up, so each relation costs a scan. Staging has raw's own columns; later layers are
  compared by their key, and staging that no later layer hands on.
-#}
{%- set form_key = "concat(document_id, '-p', form_number)" -%}
{%- set horizon_key = "concat(document_id, '-p', form_number, '-', horizon)" -%}
{%- set funding_key = "concat(document_id, '-p', form_number, '-', horizon, '-f', funding_number)" -%}
{%- set goal_key = "concat(document_id, '-p', form_number, '-', horizon, '-goal', coalesce(concat('-', heading_text), ''))" -%}
{%- set indicator_key = "concat(document_id, '-p', form_number, '-', horizon, '-i', indicator_number)" -%}
{%- set claim_key = "concat(document_id, '-n', claim_number)" -%}
{%- set execution_key = "concat(document_id, '-p', form_number, '-e', execution_number)" -%}
{%- set task_key = "concat(document_id, '-p', form_number, '-t', task_number)" -%}
{%- set line_key = "concat(document_id, '-t', table_number, '-', side, '-r', row_number)" -%}
{%- set prints = {
    'project_forms': [],
    'project_fundings': ['funding_source', 'label_text', 'amount_text'],
    'project_goals': ['heading_text', 'goal_text'],
    'indicator_rows': ['indicator_name', 'target_text', 'row_text'],
    'narrative_claims': ['kind', 'value_text', 'unit_text', 'sentence_text'],
    'self_evaluations': ['total_weight_text', 'total_score_text'],
    'project_executions': ['funding_source', 'label_text'],
    'indicator_results': ['actual_text', 'completion_ratio_text', 'deviation_text'],
    'department_tasks': ['task_name', 'content_text'],
    'budget_cells': ['column_number', 'column_path', 'value_text']
} -%}
{#- By raw table: the columns that say where a row stands. -#}
{%- set places = {
    'project_forms': ['form_number'],
    'project_fundings': ['form_number', 'horizon', 'funding_number'],
    'project_goals': ['form_number', 'horizon'],
    'indicator_rows': ['form_number', 'horizon', 'indicator_number'],
    'narrative_claims': ['claim_number'],
    'self_evaluations': ['form_number'],
    'project_executions': ['form_number', 'execution_number'],
    'indicator_results': ['form_number', 'horizon', 'indicator_number'],
    'department_tasks': ['form_number', 'task_number'],
    'budget_cells': ['table_number', 'side', 'row_number']
} -%}
{#- Layer, the raw table whose rows are its own, their key as raw tells it and as the layer does, and whether it holds published ones alone. -#}
{%- set keyed = [
    ('dim_projects', 'project_forms', form_key, 'project_id', true),
    ('int_project_fundings_converted', 'project_fundings', funding_key, 'project_funding_id', false),
    ('fct_project_goals', 'project_goals', goal_key, 'project_goal_id', true),
    ('fct_indicator_targets', 'indicator_rows', indicator_key, 'indicator_target_id', true),
    ('fct_narrative_claims', 'narrative_claims', claim_key, 'narrative_claim_id', true),
    ('stg_self_evaluations', 'self_evaluations', form_key, 'project_id', false),
    ('fct_project_executions', 'project_executions', execution_key, 'project_execution_id', true),
    ('fct_indicator_results', 'indicator_results', indicator_key, 'indicator_target_id', true),
    ('int_department_tasks_converted', 'department_tasks', task_key, 'department_task_id', false)
] -%}
{%- set is_published = 'document_id in (select published.document_id from published)' -%}
{#- A printed row without figures of its table's phase is a blank line of it, so there figures alone are compared. -#}
{%- set has_figure = 'value_text is not null' -%}
{%- set leaf_columns = ['project_funding_id', 'funding_source', 'amount_text', 'amount_cny'] -%}
{%- set line_columns = ['document_id'] + places['budget_cells'] -%}
{#- By layer, both sides: relation, what is compared, which rows, and whether several of them are one. -#}
{%- set sides = {
    'int_budget_cells_converted': (
        (source('raw', 'budget_cells'), [line_key] + prints['budget_cells'], has_figure, false),
        (ref('int_budget_cells_converted'), ['printed_line_id'] + prints['budget_cells'], has_figure, false)
    ),
    'fct_project_fundings': (
        ('leaves', leaf_columns, is_published, false),
        (ref('fct_project_fundings'), leaf_columns, 'true', false)
    ),
    'fct_project_budgets': (
        (source('raw', 'project_fundings'), [horizon_key], is_published, true),
        (ref('fct_project_budgets'), ['project_budget_id'], 'true', false)
    ),
    'fct_budget_lines': (
        (source('raw', 'budget_cells'), line_columns, is_published, true),
        (ref('fct_budget_lines'), line_columns, 'true', true)
    )
} -%}
{%- for table, place in places.items() -%}
{%- set columns = ['document_id'] + place + prints[table] -%}
{%- do sides.update({'stg_' ~ table: ((source('raw', table), columns, 'true', false), (ref('stg_' ~ table), columns, 'true', false))}) -%}
{%- endfor -%}
{%- for layer, table, raw_key, key, is_published_alone in keyed -%}
{%- set which = is_published if is_published_alone else 'true' -%}
{%- do sides.update({layer: (
    (source('raw', table), [raw_key] + prints[table], which, false),
    (ref(layer), [key] + prints[table], 'true', false)
)}) -%}
{%- endfor %}
with

published as (

    select * from {{ ref('int_documents_published') }}

),

split_sources as (

    select distinct
        fundings.project_id,
        fundings.horizon,
        parts.funding_source
    from {{ ref('int_project_fundings_converted') }} as fundings
    inner join {{ ref('funding_source_parts') }} as parts on fundings.funding_source = parts.part
    where fundings.amount_cny is not null

),

-- Of the sources of a form and horizon, those of which no part is printed.
leaves as (

    select
        fundings.project_funding_id,
        fundings.document_id,
        fundings.funding_source,
        fundings.amount_text,
        fundings.amount_cny
    from {{ ref('int_project_fundings_converted') }} as fundings
    left join split_sources
        on
            fundings.project_id = split_sources.project_id
            and fundings.horizon = split_sources.horizon
            and fundings.funding_source = split_sources.funding_source
    where fundings.breakdown = 'source' and split_sources.project_id is null

),

counted as (

    {% for layer, (raw_side, layer_side) in sides.items() -%}
    {%- for sign, (relation, columns, condition, is_distinct) in [(1, raw_side), (-1, layer_side)] %}
    select
        '{{ layer }}' as layer,
        document_id,
        {{ sign }} as side,
        count(*) as row_count,
        {{ sign }} * sum(cast(row_hash as decimal(38, 0))) as hash_sum
    from (
        {%- if is_distinct %}
        select distinct
        {%- else %}
        select
        {%- endif %}
            document_id,
            {{ row_hash(columns) }} as row_hash
        from {{ relation }}
        where {{ condition }}
    ) as hashed
    group by document_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    layer,
    document_id,
    sum(case when side = 1 then row_count else 0 end) as raw_rows,
    sum(case when side = 1 then 0 else row_count end) as layer_rows
from counted
group by layer, document_id
having sum(side * row_count) <> 0 or sum(hash_sum) <> 0
