{#-
  Layer by layer, each raw row is exactly one row with the same print: none lost, doubled or altered. Rows are counted and their hashes
  added up in buckets; only the rows of a bucket that differs are looked at one by one, so whole layers cost a scan each.
  Layer, kind of record, relation, key and print (as raw tells them), and whether it holds published documents alone.
-#}
{%- set raw_form = "document_id || '-p' || form_number" -%}
{%- set raw_item = raw_form ~ " || '-' || horizon || '-i' || indicator_number" -%}
{%- set records = {
    'project_forms': (raw_form, ['document_id']),
    'project_fundings': (raw_form ~ " || '-' || horizon || '-f' || funding_number", ['funding_source', 'label_text', 'amount_text']),
    'project_goals': (raw_form ~ " || '-' || horizon || '-goal' || coalesce('-' || heading_text, '')",
        ['heading_text', 'goal_text']),
    'indicator_rows': (raw_item, ['indicator_name', 'target_text', 'row_text']),
    'narrative_claims': ("document_id || '-n' || claim_number", ['kind', 'value_text', 'unit_text', 'sentence_text']),
    'self_evaluations': (raw_form, ['total_weight_text', 'total_score_text']),
    'project_executions': (raw_form ~ " || '-e' || execution_number", ['funding_source', 'label_text']),
    'indicator_results': (raw_item, ['actual_text', 'completion_ratio_text', 'deviation_text']),
    'department_tasks': (raw_form ~ " || '-t' || task_number", ['task_name', 'content_text']),
    'budget_cells': ("document_id || '-t' || table_number || '-' || side || '-r' || row_number",
        ['column_number', 'column_path', 'value_text'])
} -%}
{%- set layers = [
    ('project_forms', 'stg_project_forms', 'project_id', false),
    ('project_forms', 'dim_projects', 'project_id', true),
    ('project_fundings', 'stg_project_fundings', 'project_funding_id', false),
    ('project_fundings', 'int_project_fundings_converted', 'project_funding_id', false),
    ('project_goals', 'stg_project_goals', 'project_goal_id', false),
    ('project_goals', 'fct_project_goals', 'project_goal_id', true),
    ('indicator_rows', 'stg_indicator_rows', 'indicator_target_id', false),
    ('indicator_rows', 'fct_indicator_targets', 'indicator_target_id', true),
    ('narrative_claims', 'stg_narrative_claims', 'narrative_claim_id', false),
    ('narrative_claims', 'fct_narrative_claims', 'narrative_claim_id', true),
    ('self_evaluations', 'stg_self_evaluations', 'project_id', false),
    ('project_executions', 'stg_project_executions', 'project_execution_id', false),
    ('project_executions', 'fct_project_executions', 'project_execution_id', true),
    ('indicator_results', 'stg_indicator_results', 'indicator_target_id', false),
    ('indicator_results', 'fct_indicator_results', 'indicator_target_id', true),
    ('department_tasks', 'stg_department_tasks', 'department_task_id', false),
    ('department_tasks', 'int_department_tasks_converted', 'department_task_id', false),
    ('budget_cells', 'stg_budget_cells', 'budget_line_id', false),
    ('budget_cells', 'int_budget_cells_converted', 'printed_line_id', false)
] -%}
{%- set groups = [
    ('fct_project_budgets', 'project_fundings', raw_form ~ " || '-' || horizon", 'project_budget_id'),
    ('fct_budget_lines', 'budget_cells', records['budget_cells'][0], records['budget_cells'][0])
] -%}
{%- set is_published = 'document_id in (select published.document_id from published)' -%}
{%- set leaf_prints = ['funding_source', 'amount_text', 'amount_cny'] -%}
{#- Both sides of each layer: its name, relation, key, print and condition, whether they are raw's, and whether several are one row. -#}
{%- set sides = [
    ('fct_project_fundings', 'leaves', 'project_funding_id', leaf_prints, is_published, true, false),
    ('fct_project_fundings', ref('fct_project_fundings'), 'project_funding_id', leaf_prints, 'true', false, false)
] -%}
{%- for record, layer, key, is_published_alone in layers -%}
{%- set raw_key, prints = records[record] -%}
{#- A printed row without figures of its table's phase is a blank line of it, so there figures alone are compared. -#}
{%- set condition = 'value_text is not null' if layer == 'int_budget_cells_converted' else 'true' -%}
{%- set raw_condition = is_published if is_published_alone else condition -%}
{%- do sides.append((layer, source('raw', record), raw_key, prints, raw_condition, true, false)) -%}
{%- do sides.append((layer, ref(layer), key, prints, condition, false, false)) -%}
{%- endfor -%}
{%- for layer, record, raw_key, key in groups -%}
{%- do sides.append((layer, source('raw', record), raw_key, [], is_published, true, true)) -%}
{#- A printed row of a budget table is one line a phase. -#}
{%- do sides.append((layer, ref(layer), key, [], 'true', false, layer == 'fct_budget_lines')) -%}
{%- endfor -%}
{%- set bucket_count = 1024 %}
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

    {% for layer, relation, key, prints, condition, is_raw, is_grouped in sides -%}
    select
        '{{ layer }}' as layer,
        mod(row_hash, {{ bucket_count }}) as bucket,
        {{ 1 if is_raw else -1 }} * count(*) as row_count,
        {{ 1 if is_raw else -1 }} * sum(cast(row_hash as decimal(38, 0))) as hash_sum
    from (
        select {{ 'distinct ' if is_grouped }}{{ row_hash([key] + prints) }} as row_hash
        from {{ relation }}
        where {{ condition }}
    ) as hashed
    group by mod(row_hash, {{ bucket_count }})
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

differing as (

    select
        layer,
        bucket
    from counted
    group by layer, bucket
    having sum(row_count) <> 0 or sum(hash_sum) <> 0

),

rows_of_layers as (

    {% for layer, relation, key, prints, condition, is_raw, is_grouped in sides -%}
    {%- if is_grouped %}
    select distinct
    {%- else %}
    select
    {%- endif %}
        '{{ layer }}' as layer,
        {{ key }} as record_id,
        {{ row_hash([key] + prints) }} as row_hash,
        {{ 1 if is_raw else 0 }} as raw_count,
        {{ 0 if is_raw else 1 }} as layer_count
    from {{ relation }}
    where
        {{ condition }}
        and mod({{ row_hash([key] + prints) }}, {{ bucket_count }}) in (
            select differing.bucket
            from differing
            where differing.layer = '{{ layer }}'
        )
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    layer,
    record_id,
    sum(raw_count) as raw_count,
    sum(layer_count) as layer_count
from rows_of_layers
group by layer, record_id, row_hash
having sum(raw_count) <> sum(layer_count)
