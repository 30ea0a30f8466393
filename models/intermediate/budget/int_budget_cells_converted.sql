with int_budget_cells_phased as (

    select * from {{ ref('int_budget_cells_phased') }}

),

-- Columns repeat in every table, so each is read once.
column_paths as (

    select
        column_path,
        {{ column_money_unit('column_path') }} as column_unit,
        {{ has_match('column_path', '增减|比上年|同比|增长|比例|比重|占比|[%％]') }} as is_comparison,
        {{ has_match('column_path', '结转|结余') }} as is_carryover,
        -- Finer columns of a known group, and what is shown beside a total without being in it.
        {{ has_match('column_path', '基本支出|项目支出|人员|公用|结转|机关运行') }} as is_outside_totals
    from int_budget_cells_phased
    where column_path is not null
    group by column_path

),

-- Figures repeat too: a table's parts, its totals and other tables print the same ones.
figures as (

    select
        value_text,
        {{ figure_money_unit('value_text') }} as figure_unit,
        {{ without_money_unit('value_text') }} as figure_text
    from int_budget_cells_phased
    where value_text is not null
    group by value_text

),

numbers as (

    select
        value_text,
        figure_unit,
        cast({{ to_number('figure_text') }} as decimal(20, 6)) as printed_value,
        length({{ first_match('figure_text', '[.]([0-9]+)[)]?$') }}) as place_count
    from figures

),

-- A figure may print its own unit (12.5万元), or its column (金额（万元）); the nearest one counts.
measured as (

    select
        int_budget_cells_phased.budget_line_id,
        int_budget_cells_phased.printed_line_id,
        int_budget_cells_phased.document_id,
        int_budget_cells_phased.budget_table_id,
        int_budget_cells_phased.phase,
        int_budget_cells_phased.column_number,
        int_budget_cells_phased.column_path,
        int_budget_cells_phased.column_concept,
        int_budget_cells_phased.column_basis,
        int_budget_cells_phased.value_text,
        coalesce(
            {{ money_factor('coalesce(numbers.figure_unit, column_paths.column_unit)') }}, int_budget_cells_phased.unit_factor
        ) as figure_factor,
        numbers.printed_value,
        coalesce(numbers.place_count, 0) as place_count,
        coalesce(column_paths.is_comparison, false) as is_comparison,
        coalesce(column_paths.is_carryover, false)
        and int_budget_cells_phased.column_concept not in ('prior_carryover', 'next_year_carryover', 'non_fiscal_surplus')
            as is_carryover_part,
        coalesce(column_paths.is_outside_totals, false) as is_outside_totals
    from int_budget_cells_phased
    left join numbers on int_budget_cells_phased.value_text = numbers.value_text
    left join column_paths on int_budget_cells_phased.column_path = column_paths.column_path

),

place_counts as (

    select
        budget_table_id,
        place_count,
        row_number() over (partition by budget_table_id order by count(*) desc, place_count desc) as place_rank
    from measured
    -- Counts, prices and rates have places of their own.
    where printed_value is not null and column_concept is not null and not is_comparison
    group by budget_table_id, place_count

),

-- A product of exact numbers takes longer than to find it, and few differ.
products as (

    select
        printed_value,
        figure_factor,
        try_cast(printed_value * figure_factor as decimal(18, 2)) as amount_cny
    from measured
    group by printed_value, figure_factor

),

final as (

    select
        measured.budget_line_id,
        measured.printed_line_id,
        measured.document_id,
        measured.budget_table_id,
        measured.phase,
        measured.column_number,
        measured.column_path,
        measured.column_concept,
        case
            when measured.printed_value is null or measured.is_comparison or measured.is_carryover_part then null
            when measured.column_concept = 'amount' or (measured.column_concept is null and measured.phase = 'prior_year') then 'total'
            else measured.column_concept
        end as amount_concept,
        measured.column_basis,
        measured.value_text,
        products.amount_cny,
        -- Trailing zeros are often dropped: a figure counts as printed to the places most figures of its table have.
        case
            when measured.printed_value is not null then cast(
                measured.figure_factor / power(10, greatest(measured.place_count, place_counts.place_count)) as decimal(28, 8)
            )
        end as printed_step_cny,
        measured.printed_value is not null
        and measured.column_concept is null
        and measured.phase <> 'prior_year'
        and not measured.is_comparison
        and coalesce(measured.column_basis, '') <> 'ambiguous'
        and not measured.is_outside_totals as is_unnamed
    from measured
    left join place_counts
        on measured.budget_table_id = place_counts.budget_table_id and place_counts.place_rank = 1
    left join products on measured.printed_value = products.printed_value and measured.figure_factor = products.figure_factor

)

select * from final
