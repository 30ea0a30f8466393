with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

year_totals as (

    select
        budget_table_id,
        side,
        phase,
        max(total_amount_cny) as year_total_amount_cny,
        max(general_public_budget_amount_cny) as year_general_public_budget_amount_cny,
        max(government_fund_amount_cny) as year_government_fund_amount_cny,
        max(state_capital_amount_cny) as year_state_capital_amount_cny
    from int_budget_lines_classified
    where total_role = 'year_total'
    group by budget_table_id, side, phase

),

-- The last total of a side: 收入总计, 支出总计, or a 合计 that stands alone.
top_totals as (

    select
        *,
        count(*) over (partition by budget_table_id, side, phase) as total_count,
        count(*) over (partition by document_id, agency_id, phase, statement, side) as statement_count
    from int_budget_lines_classified
    where is_total and total_role <> 'subtotal' and parent_line_id is null

),

final as (

    select
        top_totals.budget_line_id,
        top_totals.budget_table_id,
        top_totals.document_id,
        top_totals.agency_id,
        top_totals.statement,
        top_totals.phase,
        top_totals.side,
        top_totals.title_text,
        top_totals.full_code,
        top_totals.row_name,
        top_totals.total_amount_cny,
        year_totals.year_total_amount_cny,
        year_totals.year_general_public_budget_amount_cny,
        year_totals.year_government_fund_amount_cny,
        year_totals.year_state_capital_amount_cny,
        top_totals.basic_amount_cny,
        top_totals.project_amount_cny,
        top_totals.personnel_amount_cny,
        top_totals.operating_amount_cny,
        top_totals.general_public_budget_amount_cny,
        top_totals.government_fund_amount_cny,
        top_totals.state_capital_amount_cny,
        coalesce(top_totals.printed_step_cny, 0) as printed_step_cny,
        top_totals.statement_count,
        case
            when top_totals.unit_basis = 'unknown' then 'the unit is not known'
            when top_totals.has_ambiguous then 'a figure stands in no certain column'
            when top_totals.column_basis is null then 'the total is not printed'
            when top_totals.statement_count > 1 then 'several tables of one statement'
        end as reason
    from top_totals
    left join year_totals
        on
            top_totals.budget_table_id = year_totals.budget_table_id
            and top_totals.side = year_totals.side
            and top_totals.phase = year_totals.phase
    where top_totals.total_count = 1

)

select * from final
