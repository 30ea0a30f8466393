with

int_indicator_targets_parsed as (

    select * from {{ ref('int_indicator_targets_parsed') }}

),

stg_indicator_rows as (

    select * from {{ ref('stg_indicator_rows') }}

),

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

indicator_name_kinds as (

    select * from {{ ref('indicator_name_kinds') }}

),

int_indicator_texts_graded as (

    select * from {{ ref('int_indicator_texts_graded') }}

),

unit_aliases as (

    select * from {{ ref('unit_aliases') }}

),

units as (

    select * from {{ ref('units') }}

),

-- Names repeat in every form, so each is read once.
names as (

    select distinct
        indicator_name,
        {{ fold_text('indicator_name') }} as folded_name
    from stg_indicator_rows
    where indicator_name is not null

),

kinds as (

    select
        names.indicator_name,
        names.folded_name,
        {{ has_doubled_word('names.folded_name', 30) }} as has_doubled_word,
        {%- for kind in [
            'rate', 'odd_rate', 'bounded_rate', 'person_event', 'event', 'person', 'item', 'amount', 'duration', 'area', 'length',
            'counted', 'growth', 'falling', 'occasion', 'quarterly', 'monthly', 'no_unit', 'measured'
        ] %}
        max(case when indicator_name_kinds.kind = '{{ kind }}' then 1 else 0 end) = 1 as is_{{ kind }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from names
    left join indicator_name_kinds
        on {{ matches_listed_pattern('names.folded_name', 'indicator_name_kinds.pattern', 'indicator_name_kinds', 'pattern') }}
    group by names.indicator_name, names.folded_name

),

measured as (

    select
        *,
        case
            when is_person_event then 'person_event'
            when is_event then 'event'
            when is_person then 'person'
            when is_amount then 'amount'
            when is_duration then 'duration'
            when is_area then 'area'
            when is_length then 'length'
            when is_item then 'item'
            when is_rate and not is_odd_rate then 'rate'
        end as name_measure
    from kinds

),

final as (

    select
        targets.indicator_target_id,
        targets.project_id,
        targets.document_id,
        targets.region_code,
        targets.fiscal_year,
        targets.horizon,
        targets.indicator_number,
        projects.project_name,
        projects.form_type,
        coalesce(projects.implementing_unit_name, projects.department_name, targets.document_id) as agency_text,
        targets.level1_code,
        targets.level2_code,
        targets.level1_text,
        targets.level2_text,
        targets.indicator_name,
        measured.folded_name,
        {{ name_indicator('targets.indicator_name', 'targets.target_text', 'targets.horizon') }} as indicator_subject,
        int_indicator_texts_graded.folded_text as folded_target,
        targets.target_text,
        targets.value_type,
        targets.comparator,
        targets.target_low,
        targets.target_high,
        coalesce(targets.target_low, targets.target_high) as target_value,
        targets.target_low_base,
        targets.target_high_base,
        coalesce(targets.target_low_base, targets.target_high_base) as target_base_value,
        targets.unit_text,
        targets.dimension,
        targets.qualitative_grade,
        int_indicator_texts_graded.scale_type,
        targets.baseline_text,
        targets.baseline_value,
        baseline_units.dimension as baseline_dimension,
        {{ to_base_unit('targets.baseline_value', 'cast(baseline_units.factor as decimal(17, 8))') }} as baseline_base_value,
        graded_baselines.scale_type as baseline_scale_type,
        targets.basis_text,
        targets.scoring_rule_text,
        targets.evidence_text,
        targets.weight,
        targets.restates_funding,
        targets.was_shifted,
        targets.page_number,
        targets.line_number,
        targets.table_number,
        targets.row_number,
        measured.name_measure,
        measure_labels.label_zh as name_measure_zh,
        coalesce(measured.has_doubled_word, false) as has_doubled_word,
        {%- for kind in [
            'rate', 'bounded_rate', 'counted', 'growth', 'falling', 'occasion', 'quarterly', 'monthly', 'no_unit', 'measured'
        ] %}
        coalesce(measured.is_{{ kind }}, false) as is_{{ kind }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from int_indicator_targets_parsed as targets
    left join int_projects_identified as projects on targets.project_id = projects.project_id
    left join measured on targets.indicator_name = measured.indicator_name
    left join indicator_name_kinds as measure_labels on measured.name_measure = measure_labels.kind
    left join int_indicator_texts_graded on targets.target_text = int_indicator_texts_graded.printed_text
    left join int_indicator_texts_graded as graded_baselines on targets.baseline_text = graded_baselines.printed_text
    left join unit_aliases as baseline_aliases on targets.baseline_unit_text = baseline_aliases.alias
    left join units as baseline_units on baseline_aliases.unit_id = baseline_units.unit_id

)

select * from final
