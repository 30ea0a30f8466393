{%- set rows_above = 'partition by budget_table_id, side, phase order by row_number rows between unbounded preceding and 1 preceding' -%}

with int_budget_lines_matched as (

    select * from {{ ref('int_budget_lines_matched') }}

),

-- Only what is named as a source can be named again.
source_rows as (

    select
        budget_line_id,
        row_number() over (partition by budget_table_id, side, phase, revenue_source order by row_number) as source_occurrence
    from int_budget_lines_matched
    where revenue_source is not null

),

-- A heading holds the rows below it until the next heading or total: 一、财政拨款收入, 一、本年支出.
headed as (

    select
        budget_line_id,
        budget_table_id,
        side,
        phase,
        is_main_phase,
        row_number,
        row_kind,
        row_label,
        full_code,
        class_code,
        agency_key,
        total_role,
        enumerator_depth,
        revenue_source,
        parent_source,
        case total_role when 'grand_total' then 1 when 'total' then 2 when 'year_total' then 3 end as total_rank,
        coalesce(total_role <> 'subtotal' and enumerator_depth is null, false) as is_plain_total,
        max(case when enumerator_depth = 1 or total_role is not null then row_number end) over ({{ rows_above }})
            as outer_row_number,
        max(case when coalesce(parent_source, '') <> 'fiscal_appropriation' then row_number end) over ({{ rows_above }})
            as carryover_row_number,
        min(row_number) over (partition by budget_table_id, side, phase) as first_row_number
    from int_budget_lines_matched

),

-- A budget named again below 年初结转和结余 is a part of what was carried over, even where the numbering starts again.
placed as (

    select
        headed.*,
        coalesce(carryovers.row_number, headed.outer_row_number) as heading_row_number,
        carryovers.row_number is not null as is_carryover_part
    from headed
    left join source_rows on headed.budget_line_id = source_rows.budget_line_id
    left join headed as carryovers
        on
            headed.budget_table_id = carryovers.budget_table_id
            and headed.side = carryovers.side
            and headed.phase = carryovers.phase
            and headed.carryover_row_number = carryovers.row_number
            and headed.parent_source = 'fiscal_appropriation'
            and source_rows.source_occurrence > 1
            and carryovers.revenue_source = 'prior_carryover'

),

final as (

    select
        placed.*,
        headings.revenue_source as heading_source,
        case
            when placed.is_carryover_part then 2
            when placed.enumerator_depth is not null then placed.enumerator_depth
            when placed.total_role is not null then 1
            when placed.revenue_source is not null and placed.parent_source is null then 1
            when headings.enumerator_depth = 1 then 2
            else 1
        end as row_depth
    from placed
    left join headed as headings
        on
            placed.budget_table_id = headings.budget_table_id
            and placed.side = headings.side
            and placed.phase = headings.phase
            and placed.heading_row_number = headings.row_number

)

select * from final
