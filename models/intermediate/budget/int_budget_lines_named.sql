with budget_lines as (
    select * from {{ ref('int_budget_lines_classified') }}
),

-- Names as prose writes them; last year's amounts are not what prose restates.
named as (
    select
        *,
        coalesce(vehicle_total_amount_cny, vehicle_purchase_amount_cny + vehicle_operation_amount_cny) as vehicles_amount_cny,
        {{ fold_name('row_name') }} as row_key,
        count(*) over (partition by document_id, table_number, side, phase) = 1 as is_only_row
    from budget_lines
    where phase != 'prior_year'
),

final as (
    select
        budget_line_id,
        document_id,
        statement,
        side,
        phase,
        is_main_phase,
        row_kind,
        level,
        is_total,
        is_only_row,
        row_key,
        coalesce(nullif(regexp_replace(row_key, '支出$', ''), ''), row_key) as short_key,
        total_amount_cny,
        basic_amount_cny,
        project_amount_cny,
        personnel_amount_cny,
        operating_amount_cny,
        overseas_amount_cny,
        reception_amount_cny,
        vehicles_amount_cny,
        vehicle_purchase_amount_cny,
        vehicle_operation_amount_cny
    from named
)

select * from final
