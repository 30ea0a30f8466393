{#-
  What a finding's figure was compared with: rules (none means all), the model whose lines they are, and how its rows belong to the
  finding. A new rule that compares such lines is added to a list; one that compares others gets a row of its own.
-#}
{%- set relations = [
    ('R01,R02,R03,R42,R60', 'stg_project_fundings',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'),
    ('R117', 'stg_project_fundings',
        "candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and keyed.subject like '%项目资金数%'"),
    ('R50', 'stg_project_fundings', "candidates.project_id = keyed.project_key and keyed.subject like '%项目资金%'"),
    ('R64', 'stg_project_fundings', "candidates.project_id = keyed.project_key and keyed.subject like '%资金总额'"),
    ('R42', 'int_indicator_targets_parsed',
        "candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and candidates.level2_code = 'quantity'"
        " and candidates.dimension in ('person', 'household', 'event')"),
    ('R50', 'int_indicator_targets_parsed',
        "candidates.project_id = keyed.project_key"
        " and keyed.subject like '%' || candidates.indicator_name || '：' || candidates.target_text || '%'"),
    ('R104', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'
        ' and candidates.indicator_name = keyed.indicator_name'),
    ('R115', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'
        " and candidates.dimension = 'currency' and candidates.target_low_base = keyed.target_base"),
    ('R49', 'same_names',
        'candidates.document_id = keyed.document_id and candidates.horizon = keyed.horizon'
        ' and candidates.name_key = keyed.name_key'),
    ('R51,R112', 'same_goals', 'candidates.document_id = keyed.document_id and candidates.folded_goal = keyed.folded_goal'),
    ('R33', 'int_budget_lines_classified',
        "candidates.document_id = keyed.document_id and candidates.full_code = "
        ~ first_match('keyed.subject', '（([0-9]+)）$')),
    ('R130', 'stg_document_lines',
        "candidates.document_id = keyed.document_id and candidates.line_number = try_cast("
        ~ first_match('keyed.subject', '第 ([0-9]+) 行起') ~ " as integer)"),
    ('', 'near_lines', 'candidates.finding_id = keyed.finding_id'),
    ('R03', 'int_indicator_targets_parsed',
        'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon and candidates.restates_funding'),
    ('R40', 'int_indicator_targets_parsed', 'candidates.project_id = keyed.project_key'),
    ('R71,R72', 'stg_indicator_results', 'candidates.project_id = keyed.project_key'),
    ('R10,R15', 'int_budget_lines_classified', "candidates.parent_line_id = keyed.fact_id and keyed.subject like '%=下级之和'"),
    ('R13', 'int_budget_lines_classified', "candidates.budget_table_id = keyed.budget_table_id and candidates.level = 'class'"),
    ('R12,R14,R15', 'other_totals',
        "candidates.document_id = keyed.document_id and candidates.phase = keyed.phase and candidates.budget_line_id <> keyed.fact_id"
        " and (keyed.subject like '%与' || candidates.title_text"
        " or (candidates.budget_table_id = keyed.budget_table_id and candidates.side = 'revenue'))"),
    ('R05,R17,R31,R63', 'int_narrative_claims_matched',
        'candidates.document_id = keyed.document_id and candidates.sentence_text = keyed.sentence_text'),
    ('R30', 'int_narrative_claims_matched',
        'candidates.document_id = keyed.document_id and candidates.sentence_text = keyed.sentence_text'
        ' and candidates.subject_text = keyed.subject_text'),
    ('', 'matched_rows', 'candidates.fact_table = keyed.matched_table and candidates.fact_id = keyed.matched_id')
] -%}
{#- How far below its first line a goal or a form prints what a finding speaks of: the text itself, the name, the periods. -#}
{%- set goal_reach, form_reach = 6, 15 -%}
{%- set imports = [
    'int_findings_reviewed', 'int_facts_located', 'int_project_budgets_summed', 'int_indicator_targets_parsed',
    'int_budget_lines_classified', 'int_budget_totals_listed', 'int_narrative_claims_matched', 'stg_document_lines',
    'stg_project_fundings', 'stg_indicator_results', 'int_goals_described', 'stg_project_goals'
] -%}
with

{% for import in imports -%}
{{ import }} as (

    select * from {{ ref(import) }}

),

{% endfor -%}
matched_rows as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as document_id
    from int_facts_located

),

other_totals as (

    select
        int_budget_totals_listed.*,
        int_budget_lines_classified.line_number
    from int_budget_totals_listed
    inner join int_budget_lines_classified
        on int_budget_totals_listed.budget_line_id = int_budget_lines_classified.budget_line_id

),

-- Of many projects with one indicator or goal, the first and the last of each wording stand for all.
wordings as (

    select
        document_id,
        horizon,
        {{ fold_text('indicator_name') }} as name_key,
        min(line_number) as first_line_number,
        max(line_number) as last_line_number
    from int_indicator_targets_parsed
    group by
        document_id, horizon, {{ fold_text('indicator_name') }}, level2_text, comparator, unit_text, basis_text, scoring_rule_text,
        evidence_text, case when dimension = 'ratio' then target_text end, case when dimension = 'ratio' then baseline_text end

),

goal_texts as (

    select
        int_goals_described.document_id,
        int_goals_described.folded_goal,
        min(stg_project_goals.line_number) as first_line_number,
        max(stg_project_goals.line_number) as last_line_number
    from int_goals_described
    inner join stg_project_goals on int_goals_described.project_goal_id = stg_project_goals.project_goal_id
    group by int_goals_described.document_id, int_goals_described.folded_goal

),

same_names as (

    {% for edge in ['first', 'last'] -%}
    select
        document_id,
        horizon,
        name_key,
        {{ edge }}_line_number as line_number
    from wordings
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

same_goals as (

    {% for edge in ['first', 'last'] -%}
    select
        document_id,
        folded_goal,
        {{ edge }}_line_number as line_number
    from goal_texts
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- The finding with what its row is known by.
keyed as (

    select
        int_findings_reviewed.finding_id,
        int_findings_reviewed.rule_id,
        int_findings_reviewed.document_id,
        int_findings_reviewed.fact_table,
        int_findings_reviewed.fact_id,
        int_findings_reviewed.subject,
        int_facts_located.line_number,
        case
            when int_findings_reviewed.fact_table = 'dim_projects' then int_findings_reviewed.fact_id
            else coalesce(
                int_project_budgets_summed.project_id, int_indicator_targets_parsed.project_id, int_goals_described.project_id
            )
        end as project_key,
        int_indicator_targets_parsed.indicator_name,
        {{ fold_text('int_indicator_targets_parsed.indicator_name') }} as name_key,
        int_indicator_targets_parsed.target_low_base as target_base,
        int_goals_described.goal_text,
        int_goals_described.folded_goal,
        coalesce(int_project_budgets_summed.horizon, int_indicator_targets_parsed.horizon) as horizon,
        int_budget_totals_listed.budget_table_id,
        int_budget_totals_listed.phase,
        int_narrative_claims_matched.sentence_text,
        int_narrative_claims_matched.subject_text,
        int_narrative_claims_matched.matched_table,
        int_narrative_claims_matched.matched_id
    from int_findings_reviewed
    left join int_facts_located
        on
            int_findings_reviewed.fact_table = int_facts_located.fact_table
            and int_findings_reviewed.fact_id = int_facts_located.fact_id
    left join int_project_budgets_summed
        on
            int_findings_reviewed.fact_table = 'fct_project_budgets'
            and int_findings_reviewed.fact_id = int_project_budgets_summed.project_budget_id
    left join int_indicator_targets_parsed
        on
            int_findings_reviewed.fact_table = 'fct_indicator_targets'
            and int_findings_reviewed.fact_id = int_indicator_targets_parsed.indicator_target_id
    left join int_budget_totals_listed
        on
            int_findings_reviewed.fact_table = 'fct_budget_lines'
            and int_findings_reviewed.fact_id = int_budget_totals_listed.budget_line_id
    left join int_narrative_claims_matched
        on
            int_findings_reviewed.fact_table = 'fct_narrative_claims'
            and int_findings_reviewed.fact_id = int_narrative_claims_matched.narrative_claim_id
    left join int_goals_described
        on
            int_findings_reviewed.fact_table = 'project_goals'
            and int_findings_reviewed.fact_id = int_goals_described.project_goal_id

),

distances as (

    {% for distance in range(1, form_reach + 1) -%}
    select {{ distance }} as distance
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- A goal stands below its label, a project's name and periods below the title of the form.
near_lines as (

    select
        keyed.finding_id,
        keyed.document_id,
        stg_document_lines.line_number
    from keyed
    cross join distances
    inner join stg_document_lines
        on
            keyed.document_id = stg_document_lines.document_id
            and keyed.line_number + distances.distance = stg_document_lines.line_number
    where
        keyed.fact_table = 'project_goals'
        and distances.distance <= {{ goal_reach }}
        and stg_document_lines.line_text like '%' || substr(keyed.goal_text, 1, 8) || '%'
        or keyed.rule_id in ('R56', 'R107')
        and keyed.fact_table = 'dim_projects'
        and {{ has_match('stg_document_lines.line_text', '项目[ 	　]*名[ 	　]*称') }}
        or keyed.rule_id = 'R108'
        and {{ has_match('stg_document_lines.line_text', '(项目|实施|起止)[^0-9]{0,6}(期|时间|年限)|(中期|实施期|总体)目标[^0-9]{0,3}[0-9]') }}

),

related as (

    select
        finding_id,
        'subject' as line_role,
        document_id,
        line_number
    from keyed
    union all
    select
        keyed.finding_id,
        'subject' as line_role,
        candidates.document_id,
        candidates.line_number
    from keyed
    inner join stg_document_lines as candidates on keyed.document_id = candidates.document_id
    where
        keyed.rule_id = 'R65'
        and candidates.numbers_captured + candidates.numbers_furniture < candidates.numbers_printed
    {%- for rule_ids, model, condition in relations %}
    union all
    select
        keyed.finding_id,
        'counterpart' as line_role,
        coalesce(candidates.document_id, keyed.document_id) as document_id,
        candidates.line_number
    from keyed
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
