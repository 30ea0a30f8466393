{%- set amounts = ['initial', 'adjusted', 'executed'] -%}
with executions as (
    select * from {{ ref('stg_project_executions') }}
),

units as (
    select * from {{ ref('int_project_units_resolved') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

folded as (
    select
        *,
        {% for amount in amounts %}
        {{ fold_text(amount ~ '_text') }} as {{ amount }}_folded,
        {% endfor %}
        {{ fold_text('ratio_text') }} as ratio_folded
    from executions
),

-- The digits alone, from which the last printed place is told.
digits as (
    select
        *,
        {% for amount in amounts %}
        {{ first_match(amount ~ '_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)') }} as {{ amount }}_digits,
        {% endfor %}
        {{ first_match('ratio_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)%?$') }} as ratio_digits
    from folded
),

figures as (
    select
        digits.*,
        {% for amount in amounts %}
        {{ read_money('digits.' ~ amount ~ '_text') }} as {{ amount }}_figure,
        {{ money_factor(first_match('digits.' ~ amount ~ '_folded', '^-?[0-9][0-9,.]*([亿百万千]*元|亿|万)$')) }}
            as {{ amount }}_own_factor,
        {% endfor %}
        units.applied_factor,
        units.declared_unit,
        units.applied_unit,
        units.unit_basis
    from digits
    inner join units on digits.project_id = units.project_id
),

-- An amount's own unit wins over the heading's. Without any unit in the form, its amounts still compare with each other.
scaled_figures as (
    select
        *,
        {% for amount in amounts %}
        {{ amount }}_figure * coalesce({{ amount }}_own_factor, applied_factor) as {{ amount }}_cny,
        {{ amount }}_figure * coalesce({{ amount }}_own_factor, applied_factor, 1) as {{ amount }}_value,
        {{ printed_step(amount ~ '_digits') }}
        * coalesce({{ amount }}_own_factor, applied_factor, 1) as {{ amount }}_step,
        {% endfor %}
        applied_factor is null
        and (adjusted_own_factor is null) != (executed_own_factor is null) as is_incomparable
    from figures
),

ratios as (
    select
        *,
        case
            when adjusted_value != 0 and not is_incomparable then cast(executed_value / adjusted_value as decimal(28, 8))
        end as execution_ratio,
        {{ to_number('ratio_digits') }} as ratio_value,
        {{ printed_step('ratio_digits') }} as ratio_step
    from scaled_figures
),

-- 98.5 and 0.985 print the same ratio: without a percent sign the reading nearer to the recomputed one counts.
-- Where none can be recomputed, a figure above 2 can only be percent.
scaled as (
    select
        *,
        case
            when {{ has_match('ratio_folded', '%$') }} then 100
            when abs(ratio_value - execution_ratio) <= abs(ratio_value / 100 - execution_ratio) then 1
            when execution_ratio is not null or ratio_value > 2 then 100
        end as ratio_scale
    from ratios
),

final as (
    select
        scaled.project_execution_id,
        scaled.project_id,
        scaled.document_id,
        scaled.funding_source,
        scaled.label_text,
        {% for amount in amounts %}
        scaled.{{ amount }}_text,
        cast(scaled.{{ amount }}_cny as decimal(18, 2)) as {{ amount }}_amount_cny,
        cast(scaled.{{ amount }}_step as decimal(28, 8)) as {{ amount }}_step_cny,
        {% endfor %}
        scaled.execution_ratio,
        cast(scaled.ratio_value / scaled.ratio_scale as decimal(28, 8)) as printed_execution_ratio,
        cast(
            scaled.ratio_step / scaled.ratio_scale / 2
            + (scaled.executed_step + scaled.execution_ratio * scaled.adjusted_step) / 2 / scaled.adjusted_value
            as decimal(28, 8)
        ) as ratio_tolerance,
        {{ read_points('scaled.weight_text') }} as weight,
        {{ read_points('scaled.score_text') }} as score,
        scaled.weight_text,
        scaled.score_text,
        scaled.ratio_text,
        scaled.declared_unit,
        scaled.applied_unit,
        scaled.unit_basis,
        projects.region_code,
        projects.fiscal_year,
        scaled.page_number,
        scaled.line_number,
        scaled.table_number,
        scaled.row_number
    from scaled
    inner join projects on scaled.project_id = projects.project_id
)

select * from final
