{#- The words before 满意度 and before what the opinion is about (群众对服务的满意度), without the verb of a goal. -#}
{%- set respondent = '^(?:提高|提升|增强|确保|保证|达到)?(.*?)(?:对[^象口外接台应].*)?的?(?:总体|综合|平均)?不?(?:满意|认可|好评).*$' -%}

with targets as (
    select * from {{ ref('sum_indicator_targets') }}
),

folded as (
    select
        *,
        {{ fold_text('indicator_name') }} as folded_name
    from targets
),

-- What is under 满意度指标, or asks for satisfaction elsewhere. Complaints are not satisfaction, whatever they stand under, and
-- complaints that were settled (投诉办结率) are neither.
measured as (
    select
        *,
        case
            when folded_name is null then 'satisfaction'
            when {{ has_match('folded_name', '不满') }} then 'complaints'
            when {{ has_match('folded_name', '满意|认可|好评|测评|口碑') }} then 'satisfaction'
            when {{ has_match('folded_name', '办结|处理|处置|回复|受理|化解|调处|办理|解决') }} then 'other'
            when {{ has_match('folded_name', '投诉|信访|上访|差评|举报') }} then 'complaints'
            else 'other'
        end as satisfaction_measure
    from folded
    where level1_code = 'satisfaction' or {{ has_match("coalesce(folded_name, '')", '满意') }}
),

judged as (
    select
        *,
        case
            when value_type is null then 'target_blank'
            when satisfaction_measure = 'complaints' then 'measures_complaints'
            when satisfaction_measure = 'other' then 'not_about_satisfaction'
            when value_type in ('qualitative', 'text', 'date') then 'target_not_a_number'
            when unit_text is null then 'no_unit_printed'
            when coalesce(base_unit, '') <> '%' then 'not_a_percentage'
            when target_low_base is null then 'ceiling_only'
        end as unavailable_reason
    from measured
),

final as (
    select
        indicator_target_id,
        project_id,
        project_name,
        region_name,
        department_agency_name,
        implementing_agency_name,
        level1_code,
        level2_code,
        indicator_name,
        {{ first_match('folded_name', respondent) }} as respondent_text,
        satisfaction_measure,
        target_text,
        comparator,
        cast(case when unavailable_reason is null then target_low_base / 100 end as decimal(28, 8)) as least_satisfaction_ratio,
        weight,
        unavailable_reason,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number,
        table_number,
        row_number,
        check_outcome
    from judged
)

select * from final
