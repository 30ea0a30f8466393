{%- set same_side = 'children.budget_table_id = parents.budget_table_id and children.side = parents.side' -%}

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
            when int_budget_lines_deepened.heading_source = 'prior_carryover' and heading_parents.depth_row_number is not null
                then heading_parents.depth_row_number
            when heading_parents.source_row_number is not null then heading_parents.source_row_number
            when heading_parents.depth_row_number is not null then heading_parents.depth_row_number
            when int_budget_lines_deepened.row_kind in ('function', 'economic') and int_budget_lines_deepened.full_code is null then null
            when total_parents.total_on_top_count = 1
                then coalesce(total_parents.row_number_before, total_parents.row_number_after)
            else coalesce(total_parents.row_number_after, total_parents.row_number_before)
        end as parent_row_number
    from int_budget_lines_deepened
    left join code_parents on int_budget_lines_deepened.budget_line_id = code_parents.budget_line_id
    left join heading_parents on int_budget_lines_deepened.budget_line_id = heading_parents.budget_line_id
    left join total_parents on int_budget_lines_deepened.budget_line_id = total_parents.budget_line_id

),

lines as (

    select
        int_budget_lines_deepened.budget_line_id,
        int_budget_lines_deepened.budget_table_id || '-' || int_budget_lines_deepened.side
        || '-r' || cast(parented.parent_row_number as {{ dbt.type_string() }}) as parent_line_id,
        case
            when
                int_budget_lines_deepened.heading_source = 'prior_carryover'
                and int_budget_lines_deepened.row_depth > 1
                and int_budget_lines_deepened.parent_source = 'fiscal_appropriation'
                then 'prior_carryover_' || int_budget_lines_deepened.revenue_source
            else int_budget_lines_deepened.revenue_source
        end as revenue_source,
        int_budget_lines_deepened.total_role is not null as is_total
    from int_budget_lines_deepened
    inner join parented on int_budget_lines_deepened.budget_line_id = parented.budget_line_id

),

parent_lines as (

    select distinct parent_line_id as budget_line_id
    from lines
    where parent_line_id is not null

),

final as (

    select
        lines.budget_line_id,
        lines.parent_line_id,
        lines.revenue_source,
        not lines.is_total and parent_lines.budget_line_id is null as is_leaf
    from lines
    left join parent_lines on lines.budget_line_id = parent_lines.budget_line_id

)

select * from final
