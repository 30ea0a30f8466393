with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_budget_amounts_merged as (

    select * from {{ ref('int_budget_amounts_merged') }}

),

parents as (

    select distinct parent_line_id
    from int_budget_lines_classified
    where parent_line_id is not null

),

-- Every printed amount of a row that has rows under it, and of every row under another.
whole_amounts as (

    select
        parents.parent_line_id,
        int_budget_amounts_merged.amount_concept,
        int_budget_amounts_merged.amount_cny,
        int_budget_amounts_merged.printed_step_cny
    from parents
    inner join int_budget_amounts_merged on parents.parent_line_id = int_budget_amounts_merged.budget_line_id
    where int_budget_amounts_merged.amount_cny is not null

),

part_sums as (

    select
        int_budget_lines_classified.parent_line_id,
        int_budget_amounts_merged.amount_concept,
        sum(int_budget_amounts_merged.amount_cny) as amount_cny,
        sum(case when int_budget_amounts_merged.amount_cny <> 0 then int_budget_amounts_merged.printed_step_cny else 0 end)
            as printed_step_cny
    from int_budget_lines_classified
    inner join int_budget_amounts_merged
        on int_budget_lines_classified.budget_line_id = int_budget_amounts_merged.budget_line_id
    where int_budget_lines_classified.parent_line_id is not null and int_budget_amounts_merged.amount_cny is not null
    group by int_budget_lines_classified.parent_line_id, int_budget_amounts_merged.amount_concept

),

part_rows as (

    select
        parent_line_id,
        max(case when has_ambiguous then 1 else 0 end) as ambiguous_count,
        max(case when is_of_which then 1 else 0 end) as of_which_count,
        max(case when column_basis is not null then 1 else 0 end) as filled_count
    from int_budget_lines_classified
    where parent_line_id is not null
    group by parent_line_id

),

subjects as (

    select
        parent_line_id,
        amount_concept
    from whole_amounts
    union
    select
        parent_line_id,
        amount_concept
    from part_sums

),

final as (

    select
        subjects.parent_line_id,
        subjects.amount_concept,
        whole_amounts.amount_cny as whole_amount_cny,
        whole_amounts.printed_step_cny as whole_step_cny,
        coalesce(part_sums.amount_cny, 0) as parts_amount_cny,
        coalesce(part_sums.printed_step_cny, 0) as parts_step_cny,
        part_rows.ambiguous_count > 0 as has_ambiguous_parts,
        part_rows.of_which_count > 0 as has_some_parts_only,
        part_rows.filled_count > 0 as has_filled_parts
    from subjects
    inner join part_rows on subjects.parent_line_id = part_rows.parent_line_id
    left join whole_amounts
        on
            subjects.parent_line_id = whole_amounts.parent_line_id
            and subjects.amount_concept = whole_amounts.amount_concept
    left join part_sums
        on
            subjects.parent_line_id = part_sums.parent_line_id
            and subjects.amount_concept = part_sums.amount_concept

)

select * from final
