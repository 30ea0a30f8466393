{%- set parts = ['total', 'overseas', 'reception', 'vehicle_total', 'vehicle_purchase', 'vehicle_operation'] -%}

with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

three_public_lines as (

    select
        *,
        case
            when is_total or {{ has_match('row_label', '三公') }} then 'total'
            when {{ has_match('row_label', '出国') }} then 'overseas'
            when {{ has_match('row_label', '接待') }} then 'reception'
            when {{ has_match('row_label', '购置.*运行') }} then 'vehicle_total'
            when {{ has_match('row_label', '购置') }} then 'vehicle_purchase'
            when {{ has_match('row_label', '运行') }} then 'vehicle_operation'
            when {{ has_match('row_label', '用车') }} then 'vehicle_total'
        end as row_part
    from int_budget_lines_classified
    where statement = 'three_public'

),

-- Some publishers print the kinds of expense as rows, with one column of amounts.
layouts as (

    select
        budget_table_id,
        max(case when row_part in ('overseas', 'reception') then 1 else 0 end) = 1 as has_kinds_as_rows,
        max(case when is_total then 0 else 1 end) = 0 as has_totals_only
    from three_public_lines
    group by budget_table_id

),

rows_of_agencies as (

    select
        three_public_lines.budget_line_id,
        {%- for part in parts %}
        three_public_lines.{{ part }}_amount_cny,
        {%- endfor %}
        three_public_lines.prior_year_total_amount_cny,
        three_public_lines.printed_step_cny,
        three_public_lines.has_ambiguous,
        three_public_lines.has_unnamed,
        three_public_lines.is_leaf or layouts.has_totals_only as is_counted
    from three_public_lines
    inner join layouts on three_public_lines.budget_table_id = layouts.budget_table_id
    where not layouts.has_kinds_as_rows

),

rows_of_kinds as (

    select
        coalesce(
            min(case when three_public_lines.row_part = 'total' then three_public_lines.budget_line_id end),
            min(three_public_lines.budget_line_id)
        ) as budget_line_id,
        {%- for part in parts %}
        max(case when three_public_lines.row_part = '{{ part }}' then three_public_lines.total_amount_cny end)
            as {{ part }}_amount_cny,
        {%- endfor %}
        max(case when three_public_lines.row_part = 'total' then three_public_lines.prior_year_total_amount_cny end)
            as prior_year_total_amount_cny,
        max(three_public_lines.printed_step_cny) as printed_step_cny,
        max(case when three_public_lines.has_ambiguous then 1 else 0 end) = 1 as has_ambiguous,
        max(case
            when three_public_lines.row_part is null and three_public_lines.total_amount_cny is not null then 1 else 0
        end) = 1 as has_unnamed,
        true as is_counted
    from three_public_lines
    inner join layouts on three_public_lines.budget_table_id = layouts.budget_table_id
    where layouts.has_kinds_as_rows
    group by three_public_lines.budget_table_id, three_public_lines.phase

),

final as (

    select * from rows_of_agencies
    union all
    select * from rows_of_kinds

)

select * from final
