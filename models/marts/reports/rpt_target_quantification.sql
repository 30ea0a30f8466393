with documents as (
    select * from {{ ref('dim_documents') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

targets as (
    select * from {{ ref('sum_indicator_targets') }}
),

-- A county whose documents print no target is listed too, so that nothing is taken for zero.
places as (
    select
        region_code,
        fiscal_year
    from documents
    where is_counted
    union distinct
    select
        region_code,
        fiscal_year
    from targets
),

classified as (
    select
        {{ surrogate_key(['region_code', 'fiscal_year']) }} as target_quantification_id,
        project_id,
        value_type,
        restates_funding,
        coalesce(value_type in ('numeric', 'percent', 'range', 'date'), false) as is_quantified,
        coalesce(value_type in ('numeric', 'range') and unit_text is null, false) as is_unitless,
        coalesce(value_type in ('qualitative', 'text') and {{ has_match('target_text', '[0-9０-９]') }}, false) as is_worded_figure
    from targets
),

counted as (
    select
        target_quantification_id,
        count(distinct project_id) as project_count,
        count(*) as target_count,
        sum(case when is_quantified then 1 else 0 end) as quantified_count,
        sum(case when value_type = 'numeric' then 1 else 0 end) as number_count,
        sum(case when value_type = 'percent' then 1 else 0 end) as percent_count,
        sum(case when value_type = 'range' then 1 else 0 end) as range_count,
        sum(case when value_type = 'date' then 1 else 0 end) as deadline_count,
        sum(case when value_type in ('qualitative', 'text') then 1 else 0 end) as worded_count,
        sum(case when is_worded_figure then 1 else 0 end) as worded_figure_count,
        sum(case when value_type is null then 1 else 0 end) as blank_count,
        sum(case when is_unitless then 1 else 0 end) as unitless_count,
        sum(case when is_quantified and restates_funding then 1 else 0 end) as restating_count
    from classified
    group by target_quantification_id
),

placed as (
    select
        {{ surrogate_key(['region_code', 'fiscal_year']) }} as target_quantification_id,
        region_code,
        fiscal_year
    from places
),

final as (
    select
        placed.target_quantification_id,
        regions.region_name,
        cast(coalesce(counted.project_count, 0) as integer) as project_count,
        cast(coalesce(counted.target_count, 0) as integer) as target_count,
        cast(counted.quantified_count as integer) as quantified_count,
        cast(counted.number_count as integer) as number_count,
        cast(counted.percent_count as integer) as percent_count,
        cast(counted.range_count as integer) as range_count,
        cast(counted.deadline_count as integer) as deadline_count,
        cast(counted.worded_count as integer) as worded_count,
        cast(counted.worded_figure_count as integer) as worded_figure_count,
        cast(counted.blank_count as integer) as blank_count,
        cast(counted.unitless_count as integer) as unitless_count,
        cast(counted.restating_count as integer) as restating_count,
        cast(cast(counted.quantified_count as double) / counted.target_count as decimal(28, 8)) as quantified_ratio,
        cast(cast(counted.quantified_count - counted.restating_count as double) / counted.target_count as decimal(28, 8))
            as quantified_beyond_funding_ratio,
        cast(
            cast(counted.quantified_count - counted.restating_count as double)
            / nullif(counted.target_count - counted.restating_count, 0) as decimal(28, 8)
        ) as quantified_without_restating_ratio,
        case
            when counted.target_count is null then 'no_targets_printed'
            when counted.target_count = counted.restating_count then 'only_funding_restated'
        end as unavailable_reason,
        placed.region_code,
        placed.fiscal_year
    from placed
    left join counted on placed.target_quantification_id = counted.target_quantification_id
    left join regions on placed.region_code = regions.region_code
)

select * from final
