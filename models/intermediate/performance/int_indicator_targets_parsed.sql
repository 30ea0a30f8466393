{#- Read twice, by the fact and by int_indicators_described: storing every column of every row in between costs more. -#}
{{ config(materialized='view') }}

{#- Judgement: an indicator restates the project's money if it differs from it by at most this share. -#}
{%- set same_money = 0.005 -%}

with targets as (
    select * from {{ ref('int_indicator_targets_valued') }}
),

budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

baselines as (
    select * from {{ ref('int_baseline_values_parsed') }}
),

final as (
    select
        targets.indicator_target_id,
        targets.project_id,
        targets.document_id,
        targets.form_type,
        targets.region_code,
        targets.fiscal_year,
        targets.horizon,
        targets.indicator_number,
        targets.indicator_category_id,
        targets.level1_code,
        targets.level2_code,
        targets.level1_text,
        targets.level2_text,
        targets.indicator_name,
        targets.target_text,
        targets.value_type,
        targets.comparator,
        targets.target_low,
        targets.target_high,
        targets.target_unit_text as unit_text,
        targets.unit_id,
        targets.dimension,
        targets.target_low_base,
        targets.target_high_base,
        targets.base_unit,
        targets.qualitative_grade,
        {{ to_number(first_match('targets.weight_text', '([0-9.]+)')) }} as weight,
        targets.weight_text,
        targets.baseline_text,
        baselines.baseline_value,
        baselines.baseline_unit_text,
        baselines.baseline_unit_id,
        baselines.baseline_value_base,
        targets.basis_text,
        targets.scoring_rule_text,
        targets.evidence_text,
        targets.note_text,
        coalesce(
            targets.dimension = 'currency'
            and coalesce(targets.target_low_base, targets.target_high_base)
            between budgets.total_amount_cny * (1 - {{ same_money }}) and budgets.total_amount_cny * (1 + {{ same_money }}),
            false
        ) as restates_funding,
        targets.was_shifted,
        targets.row_text,
        targets.page_number,
        targets.line_number,
        targets.table_number,
        targets.row_number
    from targets
    left join budgets
        on
            targets.project_id = budgets.project_id
            and targets.horizon = budgets.horizon
    left join baselines on targets.baseline_text = baselines.baseline_text
)

select * from final
