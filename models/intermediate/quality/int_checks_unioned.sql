{#- Stored in the rules' own tables alone; fct_checks is a view of this, a table in the published file. -#}
{{ config(materialized='view') }}

{#- A new rule's model is added here. -#}
{%- set check_models = [
    'int_checks_amount_units',
    'int_checks_budget_balances',
    'int_checks_budget_rollups',
    'int_checks_budget_rows',
    'int_checks_budget_statements',
    'int_checks_capture',
    'int_checks_class_levels',
    'int_checks_class_names',
    'int_checks_clauses',
    'int_checks_completeness',
    'int_checks_departments',
    'int_checks_documents',
    'int_checks_economic_classes',
    'int_checks_economic_shares',
    'int_checks_exclusions',
    'int_checks_execution_figures',
    'int_checks_executions',
    'int_checks_figures',
    'int_checks_form_categories',
    'int_checks_form_contents',
    'int_checks_funding',
    'int_checks_glossaries',
    'int_checks_goal_counts',
    'int_checks_goal_figures',
    'int_checks_goal_texts',
    'int_checks_indicator_baselines',
    'int_checks_indicator_halves',
    'int_checks_indicator_money',
    'int_checks_indicator_places',
    'int_checks_indicator_products',
    'int_checks_indicator_siblings',
    'int_checks_indicator_spellings',
    'int_checks_indicator_wording',
    'int_checks_indicators',
    'int_checks_names',
    'int_checks_narrative_changes',
    'int_checks_narrative_matches',
    'int_checks_narrative_procurement',
    'int_checks_narrative_projects',
    'int_checks_narrative_shares',
    'int_checks_operating_expenses',
    'int_checks_passages',
    'int_checks_prior_years',
    'int_checks_project_years',
    'int_checks_reading',
    'int_checks_results',
    'int_checks_row_agencies',
    'int_checks_row_counts',
    'int_checks_self_evaluations',
    'int_checks_staff',
    'int_checks_table_headers',
    'int_checks_table_identities',
    'int_checks_table_notes',
    'int_checks_table_numbers',
    'int_checks_table_titles',
    'int_checks_target_levels',
    'int_checks_three_public',
    'int_checks_three_public_rows',
    'int_checks_units',
    'int_checks_years'
] -%}
with

{% for check_model in check_models %}
{{ check_model }} as (

    select * from {{ ref(check_model) }}

),

{% endfor %}
unioned as (

    {% for check_model in check_models %}
    select
        rule_id,
        document_id,
        project_id,
        fact_table,
        fact_id,
        subject,
        expected_value,
        actual_value,
        difference,
        tolerance,
        outcome,
        reason
    from {{ check_model }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

final as (

    select
        {{ surrogate_key(['rule_id', 'fact_table', 'fact_id', 'subject']) }} as check_id,
        rule_id,
        document_id,
        project_id,
        fact_table,
        fact_id,
        subject,
        expected_value,
        actual_value,
        difference,
        tolerance,
        outcome,
        reason
    from unioned

)

select * from final
