with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_budget_totals_listed as (

    select * from {{ ref('int_budget_totals_listed') }}

),

economic_classes as (

    select
        budget_table_id,
        phase,
        sum(case when full_code in ('301', '303') then total_amount_cny end) as personnel_amount_cny,
        sum(case when full_code in ('302', '309', '310') then total_amount_cny end) as operating_amount_cny,
        sum(case when full_code in ('301', '303') and total_amount_cny <> 0 then printed_step_cny else 0 end)
            as personnel_step_cny,
        sum(case when full_code in ('302', '309', '310') and total_amount_cny <> 0 then printed_step_cny else 0 end)
            as operating_step_cny,
        max(case when has_ambiguous then 1 else 0 end) as ambiguous_count,
        max(case
            when full_code not in ('301', '302', '303', '309', '310') and total_amount_cny <> 0 then 1 else 0
        end) as other_class_count
    from int_budget_lines_classified
    where statement = 'general_public_basic' and level = 'class'
    group by budget_table_id, phase

),

class_checks as (

    {% for part, words in [('personnel', '人员经费=301+303'), ('operating', '公用经费=302+309+310')] -%}
    select
        'R13' as rule_id,
        int_budget_totals_listed.document_id,
        int_budget_totals_listed.budget_line_id as fact_id,
        {{ name_budget_row('int_budget_totals_listed') }} || '{{ words }}' as subject,
        coalesce(economic_classes.{{ part }}_amount_cny, 0) as expected_value,
        int_budget_totals_listed.{{ part }}_amount_cny as actual_value,
        (int_budget_totals_listed.printed_step_cny + economic_classes.{{ part }}_step_cny) / 2 as tolerance,
        case
            when int_budget_totals_listed.reason is not null then int_budget_totals_listed.reason
            when economic_classes.ambiguous_count = 1 then 'a figure stands in no certain column'
            when economic_classes.other_class_count = 1 then 'classes that the rule does not know are printed'
        end as reason
    from int_budget_totals_listed
    inner join economic_classes
        on
            int_budget_totals_listed.budget_table_id = economic_classes.budget_table_id
            and int_budget_totals_listed.phase = economic_classes.phase
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

reasoned as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table
    from class_checks

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
