{%- set imports = [
    'int_findings_reviewed', 'int_facts_located', 'int_project_budgets_summed', 'int_indicator_targets_parsed',
    'int_budget_totals_listed', 'int_narrative_claims_matched', 'int_goals_described'
] -%}
with

{% for import in imports -%}
{{ import }} as (

    select * from {{ ref(import) }}

),

{% endfor -%}
final as (

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
            int_findings_reviewed.fact_table = 'fct_project_goals'
            and int_findings_reviewed.fact_id = int_goals_described.project_goal_id

)

select * from final
