with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_budget_parts_summed as (

    select * from {{ ref('int_budget_parts_summed') }}

),

budget_concepts as (

    select * from {{ ref('budget_concepts') }}

),

reasoned as (

    select
        case
            when int_budget_lines_classified.revenue_source = 'fiscal_appropriation' then 'R15' else 'R10'
        end as rule_id,
        int_budget_lines_classified.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        int_budget_parts_summed.parent_line_id as fact_id,
        {{ name_budget_row('int_budget_lines_classified') }} || budget_concepts.concept_name || '=下级之和' as subject,
        int_budget_parts_summed.parts_amount_cny as expected_value,
        -- In a row that prints figures a blank column is nothing.
        case
            when int_budget_lines_classified.column_basis is not null
                then coalesce(int_budget_parts_summed.whole_amount_cny, 0)
        end as actual_value,
        (
            coalesce(int_budget_parts_summed.whole_step_cny, int_budget_lines_classified.printed_step_cny, 0)
            + int_budget_parts_summed.parts_step_cny
        ) / 2 as tolerance,
        case
            when int_budget_lines_classified.has_ambiguous or int_budget_parts_summed.has_ambiguous_parts
                then 'a figure stands in no certain column'
            when int_budget_lines_classified.column_basis is null then 'the total is not printed'
            when not int_budget_parts_summed.has_filled_parts then 'no part is printed'
            when
                int_budget_parts_summed.has_some_parts_only
                and int_budget_parts_summed.parts_amount_cny < int_budget_parts_summed.whole_amount_cny
                then 'the parts printed are only some of them'
        end as reason
    from int_budget_parts_summed
    inner join int_budget_lines_classified
        on int_budget_parts_summed.parent_line_id = int_budget_lines_classified.budget_line_id
    inner join budget_concepts on int_budget_parts_summed.amount_concept = budget_concepts.concept

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
