{#-
  What a finding's figure was compared with: rules (none means all), the model whose lines they are, and how its rows belong to the
  finding. A new rule that compares such lines is added to a list; one that compares others gets a row of its own.
-#}
{%- set relations = [
    ('R01,R02,R03,R60', 'stg_project_fundings', 'candidates.project_id = keyed.project_key and candidates.horizon = keyed.horizon'),
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
{%- set imports = [
    'int_findings_reviewed', 'int_facts_located', 'int_project_budgets_summed', 'int_indicator_targets_parsed',
    'int_budget_lines_classified', 'int_budget_totals_listed', 'int_narrative_claims_matched', 'stg_document_lines',
    'stg_project_fundings', 'stg_indicator_results'
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
            else coalesce(int_project_budgets_summed.project_id, int_indicator_targets_parsed.project_id)
        end as project_key,
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
