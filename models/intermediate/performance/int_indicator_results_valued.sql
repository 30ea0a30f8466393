with results as (
    select * from {{ ref('stg_indicator_results') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

folded as (
    select
        *,
        {{ fold_text('actual_text') }} as actual_folded
    from results
),

final as (
    select
        folded.indicator_target_id,
        folded.project_id,
        folded.document_id,
        folded.horizon,
        folded.indicator_number,
        folded.actual_text,
        {{ to_number(first_match('folded.actual_folded', '^[≥≤=<>]?(-?[0-9][0-9,]*([.][0-9]+)?)[^0-9]*$')) }} as actual_value,
        folded.completion_ratio_text,
        {{ first_match('folded.actual_folded', '^-?[0-9][0-9,]*([.][0-9]+)?([^0-9]*)$', 2) }} as actual_unit_text,
        {{ has_match('folded.actual_folded', '^-?[0-9]') }} as is_plain_figure,
        {{ read_points('folded.weight_text') }} as weight,
        {{ read_points('folded.score_text') }} as score,
        folded.weight_text,
        folded.score_text,
        folded.deviation_text,
        projects.region_code,
        projects.fiscal_year,
        folded.page_number,
        folded.line_number,
        folded.table_number,
        folded.row_number
    from folded
    inner join projects on folded.project_id = projects.project_id
)

select * from final
