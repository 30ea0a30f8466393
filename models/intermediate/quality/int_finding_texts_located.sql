{#- How far below its first line a goal or a form prints what a finding speaks of: the text itself, the name, the periods. -#}
{%- set goal_reach, form_reach = 6, 15 -%}
{%- set imports = [
    'int_findings_keyed', 'int_indicator_targets_parsed', 'int_goals_described', 'stg_project_goals', 'stg_document_lines'
] -%}
with

{% for import in imports -%}
{{ import }} as (

    select * from {{ ref(import) }}

),

{% endfor -%}
-- Of many projects with one indicator or goal, the first and the last of each wording stand for all. Few documents have findings.
wordings as (

    select
        document_id,
        horizon,
        {{ fold_text('indicator_name') }} as name_key,
        min(line_number) as first_line_number,
        max(line_number) as last_line_number
    from int_indicator_targets_parsed
    where
        document_id in (
            select keyed.document_id
            from int_findings_keyed as keyed
            where keyed.rule_id = 'R49'
        )
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
    where
        int_goals_described.document_id in (
            select keyed.document_id
            from int_findings_keyed as keyed
            where keyed.rule_id in ('R51', 'R112')
        )
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

-- Each place is worked out before it is looked for, or a finding would meet every line of its document.
places as (

    {% for distance in range(1, form_reach + 1) -%}
    select
        finding_id,
        document_id,
        rule_id,
        fact_table,
        substr(goal_text, 1, 8) as goal_beginning,
        {{ fold_text(first_match('subject', '“([^”]+)”')) }} as quoted_text,
        {{ distance }} as distance,
        line_number + {{ distance }} as line_number
    from int_findings_keyed
    where fact_table = 'fct_project_goals' or rule_id in ('R56', 'R107', 'R108', 'R139')
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- A goal stands below its label, a project's name and periods below the title of the form.
near_lines as (

    select
        places.finding_id,
        places.document_id,
        stg_document_lines.line_number
    from places
    inner join stg_document_lines
        on
            places.document_id = stg_document_lines.document_id
            and places.line_number = stg_document_lines.line_number
    where
        places.fact_table = 'fct_project_goals'
        and places.distance <= {{ goal_reach }}
        and stg_document_lines.line_text like '%' || places.goal_beginning || '%'
        or places.rule_id in ('R56', 'R107')
        and places.fact_table = 'dim_projects'
        and {{ has_match('stg_document_lines.line_text', '项目[ 	　]*名[ 	　]*称') }}
        or places.rule_id = 'R139'
        and {{ fold_text('stg_document_lines.line_text') }} like '%' || places.quoted_text || '%'
        or places.rule_id = 'R108'
        and {{ has_match('stg_document_lines.line_text', '(项目|实施|起止)[^0-9]{0,6}(期|时间|年限)|(中期|实施期|总体)目标[^0-9]{0,3}[0-9]') }}

),

names_found as (

    select
        int_findings_keyed.finding_id,
        same_names.document_id,
        same_names.line_number
    from int_findings_keyed
    inner join same_names
        on
            int_findings_keyed.document_id = same_names.document_id
            and int_findings_keyed.horizon = same_names.horizon
            and int_findings_keyed.name_key = same_names.name_key
    where int_findings_keyed.rule_id = 'R49'

),

goals_found as (

    select
        int_findings_keyed.finding_id,
        same_goals.document_id,
        same_goals.line_number
    from int_findings_keyed
    inner join same_goals
        on
            int_findings_keyed.document_id = same_goals.document_id
            and int_findings_keyed.folded_goal = same_goals.folded_goal
    where int_findings_keyed.rule_id in ('R51', 'R112')

),

final as (

    select * from near_lines
    union
    select * from names_found
    union
    select * from goals_found

)

select * from final
