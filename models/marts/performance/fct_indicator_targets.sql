with targets as (
    select * from {{ ref('int_indicator_targets_parsed') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

conformed as (
    select * from {{ ref('int_indicator_names_conformed') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        targets.indicator_target_id,
        targets.project_id,
        targets.form_type,
        targets.horizon,
        targets.indicator_number,
        targets.indicator_category_id,
        case when targets.indicator_category_id is not null then targets.level1_code end as level1_code,
        targets.level2_code,
        conformed.indicator_id,
        conformed.confidence as indicator_confidence,
        conformed.matched_words_text as indicator_words_text,
        targets.level1_text,
        targets.level2_text,
        targets.indicator_name,
        targets.target_text,
        targets.value_type,
        targets.comparator,
        targets.target_low,
        targets.target_high,
        targets.unit_text,
        targets.unit_id,
        targets.target_low_base,
        targets.target_high_base,
        targets.base_unit,
        targets.qualitative_grade,
        targets.weight,
        targets.baseline_text,
        targets.baseline_value,
        targets.baseline_unit_text,
        targets.baseline_unit_id,
        targets.baseline_value_base,
        targets.basis_text,
        targets.scoring_rule_text,
        targets.evidence_text,
        targets.note_text,
        targets.row_text,
        targets.restates_funding,
        targets.was_shifted,
        case when targets.form_type = 'self_evaluation' then 'initial_budget' else 'budget' end as phase,
        targets.region_code,
        targets.fiscal_year,
        targets.document_id,
        targets.page_number,
        targets.line_number,
        targets.table_number,
        targets.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from targets
    inner join published on targets.document_id = published.document_id
    left join conformed
        on
            targets.indicator_name = conformed.indicator_name
            and coalesce(targets.level2_code, '') = conformed.level2_key
            and coalesce(targets.dimension, '') = conformed.dimension_key
            and {{ target_value_class('targets.dimension', 'targets.target_low', 'targets.target_high') }} = conformed.value_class
    left join outcomes
        on
            outcomes.fact_table = 'fct_indicator_targets'
            and targets.indicator_target_id = outcomes.fact_id
)

select * from final
