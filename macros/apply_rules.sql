{% macro apply_rules(rules, rows) -%}
    {#-
      The CTE `checked` (and those before it): every indicator row of a CTE under one rule after the other, so that a document's
      checks lie side by side in the table. rules: id; pairs of a condition and the reason why the rule does not apply, the first
      that holds counts; what is a defect; the words that name it.
    -#}
ruled as (

    {% for rule_id, _, _, _ in rules %}
    select '{{ rule_id }}' as rule_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

judged as (

    select
        ruled.rule_id,
        {{ rows }}.*,
        case ruled.rule_id
            {%- for rule_id, reasons, _, _ in rules %}
            when '{{ rule_id }}'
                then case
                    {%- for condition, reason in reasons %}
                    when {{ condition }} then '{{ reason }}'
                    {%- endfor %}
                end
            {%- endfor %}
        end as reason,
        coalesce(case ruled.rule_id
            {%- for rule_id, _, defect, _ in rules %}
            when '{{ rule_id }}' then {{ defect }}
            {%- endfor %}
        end, false) as is_defect
    from {{ rows }}
    cross join ruled

),

worded as (

    select
        *,
        case
            when reason is null and is_defect
                then case rule_id
                    {%- for rule_id, _, _, words in rules %}
                    when '{{ rule_id }}' then {{ words }}
                    {%- endfor %}
                end
        end as defect_words
    from judged

),

checked as (

    select
        rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        indicator_target_id as fact_id,
        indicator_subject || coalesce('（' || defect_words || '）', '') as subject,
        0 as expected_value,
        case when is_defect then 1 else 0 end as actual_value,
        0 as tolerance,
        reason
    from worded

),
{%- endmacro %}
