{#- The default split of 财预〔2021〕101号: of 90 points, the other 10 being budget execution. -#}
{%- set whole = 90 -%}
{%- set cost = 20 -%}
{%- set output = 40 -%}
{%- set output_without_cost = 50 -%}
{%- set benefit = 20 -%}
{%- set benefit_without_cost = 30 -%}
{%- set satisfaction = 10 -%}

with projects as (
    select * from {{ ref('sum_project_budgets') }}
),

targets as (
    select * from {{ ref('sum_indicator_targets') }}
),

categories as (
    select * from {{ ref('dim_indicator_categories') }}
),

summed as (
    select
        targets.project_id,
        count(*) as indicator_count,
        count(targets.weight) as weighted_count,
        {%- for category in ['cost', 'output', 'benefit', 'satisfaction'] %}
        sum(case when targets.level1_code = '{{ category }}' then targets.weight end) as {{ category }}_weight,
        max(case when targets.level1_code = '{{ category }}' then 1 else 0 end) = 1 as has_{{ category }},
        {%- endfor %}
        sum(case when targets.level1_code is null then targets.weight end) as unclassified_weight,
        sum(targets.weight) as total_weight,
        max(case when categories.taxonomy_version = '2015_style' then 1 else 0 end) = 1 as has_2015_order
    from targets
    left join categories on targets.indicator_category_id = categories.indicator_category_id
    group by targets.project_id
),

expected as (
    select
        *,
        cast(case when has_cost then {{ cost }} end as decimal(28, 8)) as default_cost_weight,
        cast(case when has_cost then {{ output }} else {{ output_without_cost }} end as decimal(28, 8)) as default_output_weight,
        cast(
            case when has_cost then {{ benefit }} else {{ benefit_without_cost }} end
            + case when has_satisfaction then 0 else {{ satisfaction }} end as decimal(28, 8)
        ) as default_benefit_weight,
        cast(case when has_satisfaction then {{ satisfaction }} end as decimal(28, 8)) as default_satisfaction_weight,
        total_weight - coalesce(unclassified_weight, 0) as classified_weight
    from summed
),

judged as (
    select
        *,
        case
            when weighted_count = 0 then 'no_weights_printed'
            when has_2015_order then 'other_taxonomy'
            when classified_weight <> {{ whole }} then 'other_total_weight'
        end as unavailable_reason
    from expected
),

final as (
    select
        projects.project_id,
        projects.project_name,
        projects.region_name,
        projects.department_agency_name,
        projects.implementing_agency_name,
        cast(coalesce(judged.indicator_count, 0) as integer) as indicator_count,
        cast(coalesce(judged.weighted_count, 0) as integer) as weighted_count,
        cast(judged.cost_weight as decimal(28, 8)) as cost_weight,
        cast(judged.output_weight as decimal(28, 8)) as output_weight,
        cast(judged.benefit_weight as decimal(28, 8)) as benefit_weight,
        cast(judged.satisfaction_weight as decimal(28, 8)) as satisfaction_weight,
        cast(judged.unclassified_weight as decimal(28, 8)) as unclassified_weight,
        cast(judged.total_weight as decimal(28, 8)) as total_weight,
        {%- for category in ['cost', 'output', 'benefit', 'satisfaction'] %}
        case when judged.unavailable_reason is null then judged.default_{{ category }}_weight end as default_{{ category }}_weight,
        {%- endfor %}
        case
            when judged.project_id is not null and judged.unavailable_reason is null
                then
                    coalesce(judged.cost_weight, 0) = coalesce(judged.default_cost_weight, 0)
                    and coalesce(judged.output_weight, 0) = judged.default_output_weight
                    and coalesce(judged.benefit_weight, 0) = judged.default_benefit_weight
                    and coalesce(judged.satisfaction_weight, 0) = coalesce(judged.default_satisfaction_weight, 0)
        end as is_default_split,
        case when judged.project_id is null then 'no_targets_printed' else judged.unavailable_reason end as unavailable_reason,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.page_number,
        projects.line_number,
        projects.table_number,
        projects.row_number
    from projects
    left join judged on projects.project_id = judged.project_id
)

select * from final
