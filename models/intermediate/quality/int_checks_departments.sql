with

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

int_department_tasks_converted as (

    select * from {{ ref('int_department_tasks_converted') }}

),

totals_against_uses as (

    select
        'R11' as rule_id,
        document_id,
        project_id,
        'fct_project_budgets' as fact_table,
        project_budget_id as fact_id,
        coalesce(project_name, '（无部门名称）') || '，资金总额（基本支出与项目支出）' as subject,
        basic_amount_cny + project_amount_cny as expected_value,
        total_amount_cny as actual_value,
        coalesce(printed_step_cny, 0) as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from int_project_budgets_summed
    where form_type = 'department_targets'

),

task_sums as (

    select
        project_id,
        sum(case when not is_total then total_amount_cny end) as task_sum_cny,
        count(case when not is_total then total_amount_cny end) as amount_count,
        sum(case when is_total then 1 else 0 end) as total_count
    from int_department_tasks_converted
    group by project_id

),

-- A blank amount of a task adds nothing; with two printed sums, which tasks each of them sums is not known.
tasks_against_totals as (

    select
        'R77' as rule_id,
        totals.document_id,
        totals.project_id,
        'dim_projects' as fact_table,
        totals.project_id as fact_id,
        '年度主要任务第' || totals.task_number || '行金额合计' as subject,
        task_sums.task_sum_cny as expected_value,
        totals.total_amount_cny as actual_value,
        totals.printed_step_cny / 2 * greatest(1, task_sums.amount_count) as tolerance,
        case when task_sums.total_count > 1 then 'several sums are printed' end as reason
    from int_department_tasks_converted as totals
    inner join task_sums on totals.project_id = task_sums.project_id
    where totals.is_total

),

checked as (

    select * from totals_against_uses
    union all
    select * from tasks_against_totals

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
