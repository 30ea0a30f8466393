with

int_goal_figures_listed as (

    select * from {{ ref('int_goal_figures_listed') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

rates as (

    select
        int_goal_figures_listed.project_goal_id,
        int_goal_figures_listed.figure_number,
        max(int_goal_figures_listed.document_id) as document_id,
        max(int_goal_figures_listed.project_id) as project_id,
        max(int_goal_figures_listed.goal_subject || '“' || int_goal_figures_listed.figure_words || int_goal_figures_listed.printed_text || '%”与指标“' || int_indicators_described.indicator_subject || '”')
            as subject,
        max(int_goal_figures_listed.figure_value) as expected_value,
        max(int_indicators_described.target_base_value) as actual_value,
        0 as tolerance,
        'at_least' as relation,
        max(case when int_indicators_described.is_falling then 'less is better' end) as reason
    from int_goal_figures_listed
    inner join int_indicators_described
        on
            int_goal_figures_listed.project_id = int_indicators_described.project_id
            and int_goal_figures_listed.horizon = int_indicators_described.horizon
            and int_indicators_described.value_type = 'percent'
    where
        int_goal_figures_listed.figure_kind = 'rate'
        and length(int_indicators_described.folded_name) >= 3
        and (
            int_goal_figures_listed.figure_words like '%' || int_indicators_described.folded_name || '%'
            or int_indicators_described.folded_name like '%' || int_goal_figures_listed.figure_words || '%'
        )
    group by int_goal_figures_listed.project_goal_id, int_goal_figures_listed.figure_number

),

money as (

    select
        int_goal_figures_listed.project_goal_id,
        int_goal_figures_listed.figure_number,
        int_goal_figures_listed.document_id,
        int_goal_figures_listed.project_id,
        int_goal_figures_listed.goal_subject || '“' || int_goal_figures_listed.printed_text || '元”与项目资金' as subject,
        int_project_budgets_summed.total_amount_cny as expected_value,
        int_goal_figures_listed.figure_value as actual_value,
        int_goal_figures_listed.figure_step / 2 + int_project_budgets_summed.total_amount_cny * 0.005 as tolerance,
        'at_most' as relation,
        case when int_project_budgets_summed.unit_basis = 'unknown' then 'the unit of the funding is not known' end as reason
    from int_goal_figures_listed
    inner join int_project_budgets_summed
        on
            int_goal_figures_listed.project_id = int_project_budgets_summed.project_id
            and int_goal_figures_listed.horizon = int_project_budgets_summed.horizon
    where int_goal_figures_listed.figure_kind = 'money'

),

unioned as (

    select * from rates
    union all
    select * from money

),

checked as (

    select
        *,
        'R50' as rule_id,
        'fct_project_goals' as fact_table,
        project_goal_id as fact_id
    from unioned

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
