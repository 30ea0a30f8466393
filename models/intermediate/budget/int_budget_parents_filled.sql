with int_budget_lines_nested as (

    select * from {{ ref('int_budget_lines_nested') }}

),

int_budget_lines_pivoted as (

    select * from {{ ref('int_budget_lines_pivoted') }}

),

parents as (

    select distinct int_budget_lines_nested.parent_line_id
    from int_budget_lines_nested
    inner join int_budget_lines_pivoted
        on int_budget_lines_nested.budget_line_id = int_budget_lines_pivoted.budget_line_id
    where int_budget_lines_pivoted.column_basis is not null

),

-- A blank row between passes on that the rows under it print figures.
grandparents as (

    select distinct int_budget_lines_nested.parent_line_id
    from parents
    inner join int_budget_lines_nested on parents.parent_line_id = int_budget_lines_nested.budget_line_id

),

great_grandparents as (

    select distinct int_budget_lines_nested.parent_line_id
    from grandparents
    inner join int_budget_lines_nested on grandparents.parent_line_id = int_budget_lines_nested.budget_line_id

),

united as (

    select parent_line_id from parents
    union
    select parent_line_id from grandparents
    union
    select parent_line_id from great_grandparents

),

final as (

    select parent_line_id
    from united
    where parent_line_id is not null

)

select * from final
