with executions as (
    select * from {{ ref('stg_project_executions') }}
),

units as (
    select * from {{ ref('int_project_units_resolved') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

figures as (
    select
        *,
        {{ to_number('initial_text') }} as initial_value,
        {{ to_number('adjusted_text') }} as adjusted_value,
        {{ to_number('executed_text') }} as executed_value,
        {{ fold_text('ratio_text') }} as ratio_folded
    from executions
),

ratios as (
    select
        *,
        case when adjusted_value != 0 then cast(executed_value / adjusted_value as decimal(28, 8)) end as execution_ratio,
        {{ to_number(first_match('ratio_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)%?$')) }} as ratio_value,
        {{ printed_step(first_match('ratio_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)%?$')) }} as ratio_step,
        {{ printed_step('executed_text') }} as executed_step,
        {{ printed_step('adjusted_text') }} as adjusted_step
    from figures
),

-- 98.5 and 0.985 print the same ratio: without a percent sign the reading nearer to the recomputed one counts.
scaled as (
    select
        *,
        case
            when {{ has_match('ratio_folded', '%$') }} then 100
            when abs(ratio_value - execution_ratio) <= abs(ratio_value / 100 - execution_ratio) then 1
            when execution_ratio is not null then 100
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
        cast(scaled.initial_value * units.applied_factor as decimal(18, 2)) as initial_amount_cny,
        cast(scaled.adjusted_value * units.applied_factor as decimal(18, 2)) as adjusted_amount_cny,
        cast(scaled.executed_value * units.applied_factor as decimal(18, 2)) as executed_amount_cny,
        scaled.execution_ratio,
        cast(scaled.ratio_value / scaled.ratio_scale as decimal(28, 8)) as printed_execution_ratio,
        cast(
            scaled.ratio_step / scaled.ratio_scale / 2
            + (scaled.executed_step + scaled.execution_ratio * scaled.adjusted_step) / 2 / scaled.adjusted_value
            as decimal(28, 8)
        ) as ratio_tolerance,
        {{ to_number('scaled.weight_text') }} as weight,
        {{ to_number('scaled.score_text') }} as score,
        units.declared_unit,
        units.applied_unit,
        units.unit_basis,
        projects.region_code,
        projects.fiscal_year,
        scaled.page_number,
        scaled.line_number,
        scaled.table_number,
        scaled.row_number
    from scaled
    inner join units on scaled.project_id = units.project_id
    inner join projects on scaled.project_id = projects.project_id
)

select * from final
