{#-
  What a finding's figure was compared with: rules (none means all), the model whose lines they are, and how its rows belong to the
  finding. A new rule that compares such lines is added to a list; one that compares others gets a row of its own. Where a document
  may print the same many times, a fourth entry says of what: of each such group the first lines stand for all, or a thousand rows
  of one name would be a million lines.
-#}
{%- set most_lines = 30 -%}
{%- set relations = [
    ('R01,R02,R03,R42,R60', 'stg_project_fundings',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'),
    ('R117', 'stg_project_fundings',
        "candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and keyed.subject like '%项目资金数%'"),
    ('R50', 'stg_project_fundings', "candidates.project_id = keyed.project_key and keyed.subject like '%项目资金%'"),
    ('R64', 'stg_project_fundings', "candidates.project_id = keyed.project_key and keyed.subject like '%资金总额'"),
    ('R42', 'int_indicator_targets_parsed',
        "candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and candidates.level2_code = 'quantity'"
        " and candidates.dimension in ('person', 'household', 'event')", 'project_id, horizon, level2_code, dimension'),
    ('R50', 'int_indicator_targets_parsed',
        "candidates.project_id = keyed.project_key"
        " and keyed.subject like '%' || candidates.indicator_name || '：' || candidates.target_text || '%'"),
    ('R104', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'
        ' and candidates.indicator_name = keyed.indicator_name', 'project_id, horizon, indicator_name'),
    ('R115', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'
        " and candidates.dimension = 'currency' and candidates.target_low_base = keyed.target_base",
        'project_id, horizon, dimension, target_low_base'),
    ('R33', 'int_budget_lines_classified',
        "candidates.document_id = keyed.document_id and candidates.full_code = "
        ~ first_match('keyed.subject', '（([0-9]+)）$')),
    ('R130', 'stg_document_lines',
        "candidates.document_id = keyed.document_id and candidates.line_number = try_cast("
        ~ first_match('keyed.subject', '第 ([0-9]+) 行起') ~ " as integer)"),
    ('', 'int_finding_texts_located', 'candidates.finding_id = keyed.finding_id'),
    ('R03', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and candidates.restates_funding'),
    ('R40', 'int_indicator_targets_parsed', 'candidates.project_id = keyed.project_key'),
    ('R71,R72', 'stg_indicator_results', 'candidates.project_id = keyed.project_key'),
    ('R10,R15', 'int_budget_lines_classified', "candidates.parent_line_id = keyed.fact_id and keyed.subject like '%=下级之和'"),
    ('R13', 'int_budget_lines_classified', "candidates.budget_table_id = keyed.budget_table_id and candidates.level = 'class'",
        'budget_table_id, level'),
    ('R12,R14,R15', 'other_totals',
        "candidates.document_id = keyed.document_id and candidates.phase = keyed.phase and candidates.budget_line_id <> keyed.fact_id"
        " and (keyed.subject like '%与' || candidates.title_text"
        " or (candidates.budget_table_id = keyed.budget_table_id and candidates.side = 'revenue'))"),
    ('R05,R17,R31,R63', 'int_narrative_claims_matched',
        'candidates.document_id = keyed.document_id and candidates.sentence_text = keyed.sentence_text',
        'document_id, sentence_text'),
    ('R30', 'int_narrative_claims_matched',
        'candidates.document_id = keyed.document_id and candidates.sentence_text = keyed.sentence_text'
        ' and candidates.subject_text = keyed.subject_text', 'document_id, sentence_text, subject_text'),
    ('', 'int_facts_located', 'candidates.fact_table = keyed.matched_table and candidates.fact_id = keyed.matched_id')
] -%}
{#- Of these only documents with findings are read, which are few; what a finding was matched with may stand in any. -#}
{%- set imports_of_documents = [
    'int_indicator_targets_parsed', 'int_budget_lines_classified', 'int_budget_totals_listed', 'int_narrative_claims_matched',
    'stg_document_lines', 'stg_project_fundings', 'stg_indicator_results'
] -%}
with

{% for import in ['int_findings_keyed', 'int_finding_texts_located', 'int_facts_located'] + imports_of_documents -%}
{{ import }} as (

    select * from {{ ref(import) }}
    {%- if import in imports_of_documents %}
    where document_id in (select findings.document_id from {{ ref('int_findings_keyed') }} as findings)
    {%- endif %}

),

{% endfor -%}
other_totals as (

    select
        int_budget_totals_listed.*,
        int_budget_lines_classified.line_number
    from int_budget_totals_listed
    inner join int_budget_lines_classified
        on int_budget_totals_listed.budget_line_id = int_budget_lines_classified.budget_line_id

),

{% for relation in relations -%}
{% if relation | length > 3 -%}
first_lines_{{ loop.index }} as (

    select
        *,
        row_number() over (partition by {{ relation[3] }} order by line_number) as place  -- noqa: RF04
    from {{ relation[1] }}

),

{% endif -%}
{% endfor -%}
related as (

    select
        finding_id,
        'subject' as line_role,
        document_id,
        line_number
    from int_findings_keyed
    union all
    select
        keyed.finding_id,
        'subject' as line_role,
        candidates.document_id,
        candidates.line_number
    from int_findings_keyed as keyed
    inner join stg_document_lines as candidates on keyed.document_id = candidates.document_id
    where
        keyed.rule_id = 'R65'
        and candidates.numbers_captured + candidates.numbers_furniture < candidates.numbers_printed
    {%- for relation in relations %}
    {%- set rule_ids, condition = relation[0], relation[2] ~ (' and candidates.place <= ' ~ most_lines if relation | length > 3 else '') %}
    {%- set model = 'first_lines_' ~ loop.index if relation | length > 3 else relation[1] %}
    union all
    select
        keyed.finding_id,
        'counterpart' as line_role,
        coalesce(candidates.document_id, keyed.document_id) as document_id,
        candidates.line_number
    from int_findings_keyed as keyed
    inner join {{ model }} as candidates on {{ condition }}
    {%- if rule_ids %}
    where keyed.rule_id in ('{{ rule_ids.split(',') | join("', '") }}')
    {%- endif %}
    {%- endfor %}

),

-- A line that holds both is the subject's.
final as (

    select
        finding_id,
        document_id,
        cast(line_number as integer) as line_number,
        max(line_role) as line_role
    from related
    where line_number is not null
    group by finding_id, document_id, line_number

)

select * from final
