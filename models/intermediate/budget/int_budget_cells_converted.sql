with stg_budget_cells as (

    select * from {{ ref('stg_budget_cells') }}

),

int_budget_tables_resolved as (

    select * from {{ ref('int_budget_tables_resolved') }}

),

measured as (

    select
        stg_budget_cells.budget_line_id,
        int_budget_tables_resolved.budget_table_id,
        stg_budget_cells.column_number,
        stg_budget_cells.column_path,
        stg_budget_cells.column_concept,
        stg_budget_cells.column_basis,
        stg_budget_cells.value_text,
        int_budget_tables_resolved.unit_factor,
        cast({{ to_number('stg_budget_cells.value_text') }} as decimal(20, 6)) as printed_value,
        coalesce(length({{ first_match(fold_text('stg_budget_cells.value_text'), '[.]([0-9]+)[)]?$') }}), 0) as place_count,
        -- 上年结转 is this year's money; 上年预算数 or an earlier year over a column is not.
        int_budget_tables_resolved.phase <> 'prior_year'
        and not coalesce({{ has_match('stg_budget_cells.column_path', '结转|结余') }}, false)
        and (
            coalesce({{ has_match('stg_budget_cells.column_path', '上年|上一年|去年') }}, false)
            or coalesce(
                cast({{ first_match('stg_budget_cells.column_path', '(20[0-9][0-9])年') }} as integer)
                < int_budget_tables_resolved.fiscal_year,
                false
            )
        ) as is_prior_year,
        coalesce(
            {{ has_match('stg_budget_cells.column_path', '增减|比上年|同比|增长|比例|比重|占比|[%％]') }}, false
        ) as is_comparison,
        coalesce({{ has_match('stg_budget_cells.column_path', '结转|结余') }}, false)
        and stg_budget_cells.column_concept not in ('prior_carryover', 'next_year_carryover', 'non_fiscal_surplus')
            as is_carryover_part,
        -- Finer columns of a known group, and what is shown beside a total without being in it.
        coalesce(
            {{ has_match('stg_budget_cells.column_path', '基本支出|项目支出|人员|公用|结转|机关运行') }}, false
        ) as is_outside_totals
    from stg_budget_cells
    inner join int_budget_tables_resolved
        on
            stg_budget_cells.document_id = int_budget_tables_resolved.document_id
            and stg_budget_cells.table_number = int_budget_tables_resolved.table_number

),

place_counts as (

    select
        budget_table_id,
        place_count,
        row_number() over (partition by budget_table_id order by count(*) desc, place_count desc) as place_rank
    from measured
    where printed_value is not null
    group by budget_table_id, place_count

),

final as (

    select
        measured.budget_line_id,
        measured.budget_table_id,
        measured.column_number,
        measured.column_path,
        measured.column_concept,
        case
            when measured.printed_value is null or measured.is_comparison or measured.is_carryover_part then null
            when measured.is_prior_year and coalesce(measured.column_concept, 'total') in ('total', 'amount') then 'prior_year_total'
            when measured.is_prior_year then null
            when measured.column_concept = 'amount' then 'total'
            else measured.column_concept
        end as amount_concept,
        measured.column_basis,
        measured.value_text,
        try_cast(measured.printed_value * measured.unit_factor as decimal(18, 2)) as amount_cny,
        -- Trailing zeros are often dropped: a figure counts as printed to the places most figures of its table have.
        case
            when measured.printed_value is not null then cast(
                measured.unit_factor / power(10, greatest(measured.place_count, place_counts.place_count)) as decimal(28, 8)
            )
        end as printed_step_cny,
        measured.is_prior_year,
        measured.printed_value is not null
        and measured.column_concept is null
        and not measured.is_prior_year
        and not measured.is_comparison
        and coalesce(measured.column_basis, '') <> 'ambiguous'
        and not measured.is_outside_totals as is_unnamed
    from measured
    left join place_counts
        on measured.budget_table_id = place_counts.budget_table_id and place_counts.place_rank = 1

)

select * from final
