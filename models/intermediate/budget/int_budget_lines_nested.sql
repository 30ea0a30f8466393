{%- set vehicle_total = '^公务用车(费|购置(及|和|与|、)?运行)' -%}
{%- set printed_side = 'budget_table_id, side, phase' -%}
{%- set rows_above = 'partition by ' ~ printed_side ~ ' order by row_number rows between unbounded preceding and 1 preceding' -%}
{%- set rows_below = 'partition by ' ~ printed_side ~ ' order by row_number rows between 1 following and unbounded following' -%}
{%- set depths = [2, 3, 4] -%}{#- Below depth 1. -#}

-- A row never meets all others of its table: what stands above it is carried down in the order of the rows.
with int_budget_lines_deepened as (

    select * from {{ ref('int_budget_lines_deepened') }}

),

{{ find_code_parents('int_budget_lines_deepened', printed_side) }},

-- 财政拨款: the last row above that names the source which this one is a part of.
source_places as (

    select
        cast(null as {{ dbt.type_string() }}) as budget_line_id,
        {{ printed_side }},
        row_number,
        row_number as parent_row_number,
        revenue_source
    from int_budget_lines_deepened
    where revenue_source is not null and not is_plain_total
    union all
    select
        budget_line_id,
        {{ printed_side }},
        row_number,
        null as parent_row_number,
        parent_source as revenue_source
    from int_budget_lines_deepened
    where parent_source is not null

),

-- A source may be a part of itself: its own row comes after the question.
source_parents as (

    select
        budget_line_id,
        max(parent_row_number) over (
            partition by {{ printed_side }}, revenue_source
            order by row_number, parent_row_number nulls first rows between unbounded preceding and current row
        ) as parent_row_number
    from source_places

),

-- The total of an agency stands above its rows or below them.
agency_parents as (

    select
        budget_line_id,
        case when row_kind = 'project' or (row_kind in ('function', 'economic') and full_code is not null) then coalesce(
            max(case when row_kind = 'agency' then row_number end)
                over (partition by {{ printed_side }}, agency_key order by row_number rows between unbounded preceding and 1 preceding),
            min(case when row_kind = 'agency' then row_number end) over (partition by {{ printed_side }}, agency_key)
        ) end as parent_row_number
    from int_budget_lines_deepened
    where agency_key is not null

),

neighboured as (

    select
        *,
        {%- for depth in depths %}
        max(case when row_depth < {{ depth }} and not is_plain_total then row_number end) over ({{ rows_above }})
            as row_number_above_depth_{{ depth }},
        {%- endfor %}
        max(case when {{ has_match('row_label', vehicle_total) }} then row_number end) over ({{ rows_above }})
            as vehicle_row_number,
        max(case when is_plain_total then row_number end) over ({{ rows_above }}) as total_row_number_above,
        min(case when is_plain_total then row_number end) over ({{ rows_below }}) as total_row_number_below,
        min(case when is_plain_total and total_rank < 2 then row_number end) over (partition by {{ printed_side }})
            as grand_total_row_number,
        min(case when is_plain_total and total_rank < 3 then row_number end) over (partition by {{ printed_side }})
            as total_row_number,
        max(case when is_plain_total and row_number = first_row_number then 1 else 0 end) over (partition by {{ printed_side }}) = 1
            as is_total_on_top
    from int_budget_lines_deepened

),

placed as (

    select
        neighboured.*,
        code_parents.parent_row_number as code_row_number,
        source_parents.parent_row_number as source_row_number,
        agency_parents.parent_row_number as agency_row_number,
        case neighboured.row_depth
            {%- for depth in depths %}
            when {{ depth }} then neighboured.row_number_above_depth_{{ depth }}
            {%- endfor %}
        end as depth_row_number
    from neighboured
    left join code_parents on neighboured.budget_line_id = code_parents.budget_line_id
    left join source_parents on neighboured.budget_line_id = source_parents.budget_line_id
    left join agency_parents on neighboured.budget_line_id = agency_parents.budget_line_id

),

parented as (

    select
        budget_line_id,
        row_kind,
        total_role,
        class_code,
        heading_source,
        is_total_on_top,
        total_row_number_above,
        total_row_number_below,
        code_row_number,
        case total_rank when 2 then grand_total_row_number when 3 then total_row_number end as wider_total_row_number,
        agency_row_number,
        -- 公务用车购置费 and 公务用车运行维护费 are parts of the row of both above them, numbered or not.
        case
            when
                row_kind = 'expenditure_name'
                and {{ has_match('row_label', '^公务用车(购置|运行)') }}
                and not {{ has_match('row_label', vehicle_total) }}
                and row_number - vehicle_row_number <= 2
                then vehicle_row_number
        end as vehicle_row_number,
        case when row_kind in ('revenue_source', 'expenditure_name') then source_row_number end as source_row_number,
        case when row_kind in ('revenue_source', 'expenditure_name') and depth_row_number >= heading_row_number then depth_row_number end
            as depth_row_number
    from placed

),

-- A total stands before its rows (合计 on top) or after them (本年收入合计).
decided as (

    select
        budget_line_id,
        case
            when total_role is not null then wider_total_row_number
            when code_row_number is not null then code_row_number
            when agency_row_number is not null then agency_row_number
            when vehicle_row_number is not null then vehicle_row_number
            when heading_source = 'prior_carryover' and depth_row_number is not null then depth_row_number
            when source_row_number is not null then source_row_number
            when depth_row_number is not null then depth_row_number
            when row_kind in ('function', 'economic') and class_code is null then null
            when is_total_on_top then coalesce(total_row_number_above, total_row_number_below)
            else coalesce(total_row_number_below, total_row_number_above)
        end as parent_row_number
    from parented

),

final as (

    select
        int_budget_lines_deepened.budget_line_id,
        int_budget_lines_deepened.budget_table_id || '-' || int_budget_lines_deepened.side
        || '-r' || cast(decided.parent_row_number as {{ dbt.type_string() }})
        || case when int_budget_lines_deepened.is_main_phase then '' else '-' || int_budget_lines_deepened.phase end
            as parent_line_id,
        case
            when
                int_budget_lines_deepened.heading_source = 'prior_carryover'
                and int_budget_lines_deepened.row_depth > 1
                and int_budget_lines_deepened.parent_source = 'fiscal_appropriation'
                then 'prior_carryover_' || int_budget_lines_deepened.revenue_source
            else int_budget_lines_deepened.revenue_source
        end as revenue_source
    from int_budget_lines_deepened
    inner join decided on int_budget_lines_deepened.budget_line_id = decided.budget_line_id

)

select * from final
