{%- set vehicle_total = '^公务用车(费|购置(及|和|与|、)?运行)' -%}
{%- set same_side = 'children.budget_table_id = parents.budget_table_id and children.side = parents.side and children.phase = parents.phase' -%}

with int_budget_lines_deepened as (

    select * from {{ ref('int_budget_lines_deepened') }}

),

code_parents as (

    select
        children.budget_line_id,
        max(parents.row_number) as parent_row_number
    from int_budget_lines_deepened as children
    inner join int_budget_lines_deepened as parents on {{ same_side }} and children.row_number > parents.row_number
    where
        children.row_kind in ('function', 'economic', 'agency')
        and length(children.full_code) > length(parents.full_code)
        and substr(children.full_code, 1, length(parents.full_code)) = parents.full_code
        -- Codes of agencies and of functions do not nest, nor do the rows of two agencies.
        and (
            (children.row_kind = 'agency' and parents.row_kind = 'agency')
            or (
                children.row_kind <> 'agency'
                and parents.row_kind <> 'agency'
                and coalesce(parents.agency_key, children.agency_key, '') = coalesce(children.agency_key, '')
            )
        )
    group by children.budget_line_id

),

-- The total of an agency stands above its rows, or below them.
agency_parents as (

    select
        children.budget_line_id,
        coalesce(
            max(case when parents.row_number < children.row_number then parents.row_number end),
            min(parents.row_number)
        ) as parent_row_number
    from int_budget_lines_deepened as children
    inner join int_budget_lines_deepened as parents on {{ same_side }} and children.agency_key = parents.agency_key
    where
        (children.row_kind = 'project' or (children.row_kind in ('function', 'economic') and children.full_code is not null))
        and children.total_role is null
        and parents.row_kind = 'agency'
    group by children.budget_line_id

),

heading_parents as (

    select
        children.budget_line_id,
        max(case when children.parent_source = parents.revenue_source then parents.row_number end) as source_row_number,
        max(case
            when parents.row_depth < children.row_depth and parents.row_number >= children.heading_row_number then parents.row_number
        end) as depth_row_number
    from int_budget_lines_deepened as children
    inner join int_budget_lines_deepened as parents on {{ same_side }} and children.row_number > parents.row_number
    where
        children.row_kind in ('revenue_source', 'expenditure_name')
        and children.total_role is null
        and not parents.is_plain_total
    group by children.budget_line_id

),

-- 公务用车购置费 and 公务用车运行维护费 are parts of the row of both above them, numbered or not.
vehicle_parents as (

    select
        children.budget_line_id,
        max(parents.row_number) as parent_row_number
    from int_budget_lines_deepened as children
    inner join int_budget_lines_deepened as parents on {{ same_side }} and children.row_number > parents.row_number
    where
        children.row_kind = 'expenditure_name'
        and {{ has_match('children.row_label', '^公务用车(购置|运行)') }}
        and not {{ has_match('children.row_label', vehicle_total) }}
        and {{ has_match('parents.row_label', vehicle_total) }}
        and children.row_number - parents.row_number <= 2
    group by children.budget_line_id

),

-- A total stands before its rows (合计 on top) or after them (本年收入合计).
total_parents as (

    select
        children.budget_line_id,
        max(case when parents.row_number < children.row_number then parents.row_number end) as row_number_before,
        min(case when parents.row_number > children.row_number then parents.row_number end) as row_number_after,
        min(case when parents.total_rank < children.total_rank then parents.row_number end) as row_number_above,
        max(case when parents.row_number = parents.first_row_number then 1 else 0 end) as total_on_top_count
    from int_budget_lines_deepened as children
    inner join int_budget_lines_deepened as parents on {{ same_side }} and parents.is_plain_total
    group by children.budget_line_id

),

parented as (

    select
        int_budget_lines_deepened.budget_line_id,
        case
            when int_budget_lines_deepened.total_role is not null then total_parents.row_number_above
            when code_parents.parent_row_number is not null then code_parents.parent_row_number
            when agency_parents.parent_row_number is not null then agency_parents.parent_row_number
            when vehicle_parents.parent_row_number is not null then vehicle_parents.parent_row_number
            when int_budget_lines_deepened.heading_source = 'prior_carryover' and heading_parents.depth_row_number is not null
                then heading_parents.depth_row_number
            when heading_parents.source_row_number is not null then heading_parents.source_row_number
            when heading_parents.depth_row_number is not null then heading_parents.depth_row_number
            when int_budget_lines_deepened.row_kind in ('function', 'economic') and int_budget_lines_deepened.class_code is null then null
            when total_parents.total_on_top_count = 1
                then coalesce(total_parents.row_number_before, total_parents.row_number_after)
            else coalesce(total_parents.row_number_after, total_parents.row_number_before)
        end as parent_row_number
    from int_budget_lines_deepened
    left join code_parents on int_budget_lines_deepened.budget_line_id = code_parents.budget_line_id
    left join agency_parents on int_budget_lines_deepened.budget_line_id = agency_parents.budget_line_id
    left join vehicle_parents on int_budget_lines_deepened.budget_line_id = vehicle_parents.budget_line_id
    left join heading_parents on int_budget_lines_deepened.budget_line_id = heading_parents.budget_line_id
    left join total_parents on int_budget_lines_deepened.budget_line_id = total_parents.budget_line_id

),

final as (

    select
        int_budget_lines_deepened.budget_line_id,
        int_budget_lines_deepened.budget_table_id || '-' || int_budget_lines_deepened.side
        || '-r' || cast(parented.parent_row_number as {{ dbt.type_string() }})
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
    inner join parented on int_budget_lines_deepened.budget_line_id = parented.budget_line_id

)

select * from final
