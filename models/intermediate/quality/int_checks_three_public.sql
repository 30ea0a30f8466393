with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_three_public_expenses_pivoted as (

    select * from {{ ref('int_three_public_expenses_pivoted') }}

),

three_public as (

    select
        int_three_public_expenses_pivoted.*,
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.unit_basis,
        {{ name_budget_row('int_budget_lines_classified') }} as row_subject,
        coalesce(
            int_three_public_expenses_pivoted.vehicle_total_amount_cny,
            {{ sum_printed([
                'int_three_public_expenses_pivoted.vehicle_purchase_amount_cny',
                'int_three_public_expenses_pivoted.vehicle_operation_amount_cny'
            ]) }}
        ) as vehicles_amount_cny
    from int_three_public_expenses_pivoted
    inner join int_budget_lines_classified
        on int_three_public_expenses_pivoted.budget_line_id = int_budget_lines_classified.budget_line_id

),

three_public_checks as (

    select
        'R16' as rule_id,
        document_id,
        budget_line_id as fact_id,
        row_subject || '合计=因公出国（境）费+公务接待费+公务用车购置及运行维护费' as subject,
        coalesce({{ sum_printed(['overseas_amount_cny', 'reception_amount_cny', 'vehicles_amount_cny']) }}, 0) as expected_value,
        total_amount_cny as actual_value,
        printed_step_cny / 2 * (
            1 + {{ count_addends(['overseas_amount_cny', 'reception_amount_cny', 'vehicles_amount_cny']) }}
        ) as tolerance,
        case
            when unit_basis = 'unknown' then 'the unit is not known'
            when has_ambiguous then 'a figure stands in no certain column'
            when total_amount_cny is null then 'the total is not printed'
            when has_unnamed then 'figures stand in columns that the rule does not know'
        end as reason
    from three_public

    union all

    select
        'R16' as rule_id,
        document_id,
        budget_line_id as fact_id,
        row_subject || '公务用车购置及运行维护费=购置+运行维护' as subject,
        {{ sum_printed(['vehicle_purchase_amount_cny', 'vehicle_operation_amount_cny']) }} as expected_value,
        vehicle_total_amount_cny as actual_value,
        printed_step_cny / 2 * (1 + {{ count_addends(['vehicle_purchase_amount_cny', 'vehicle_operation_amount_cny']) }})
            as tolerance,
        case when has_ambiguous then 'a figure stands in no certain column' end as reason
    from three_public
    where vehicle_total_amount_cny is not null

),

reasoned as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table
    from three_public_checks

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
