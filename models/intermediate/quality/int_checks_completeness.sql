with

stg_project_forms as (

    select * from {{ ref('stg_project_forms') }}

),

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

indicator_counts as (

    select
        project_id,
        count(*) as indicator_count,
        sum(case when target_text is null then 0 else 1 end) as target_count
    from int_indicators_described
    group by project_id

),

budget_counts as (

    select
        project_id,
        count(*) as horizon_count,
        sum(case when total_text is null and total_amount_cny is null then 0 else 1 end) as total_count
    from int_project_budgets_summed
    group by project_id

),

forms as (

    select
        stg_project_forms.document_id,
        stg_project_forms.project_id,
        stg_project_forms.project_name,
        stg_project_forms.form_type,
        coalesce(stg_project_forms.project_name, '第' || stg_project_forms.form_number || '张目标表') as form_subject,
        coalesce(indicator_counts.indicator_count, 0) as indicator_count,
        coalesce(indicator_counts.target_count, 0) as target_count,
        coalesce(budget_counts.horizon_count, 0) as horizon_count,
        coalesce(budget_counts.total_count, 0) as total_count
    from stg_project_forms
    left join indicator_counts
        on stg_project_forms.project_id = indicator_counts.project_id
    left join budget_counts
        on stg_project_forms.project_id = budget_counts.project_id

),

-- A form cut off in the middle lacks one of these; a blank total lacks its amount.
form_contents as (

    select
        document_id,
        project_id,
        form_subject || '：项目名称' as subject,
        1 as expected_value,
        case when project_name is null then 0 else 1 end as actual_value
    from forms
    union all
    select
        document_id,
        project_id,
        form_subject || '：绩效指标（至少一项）' as subject,
        1 as expected_value,
        case when indicator_count = 0 then 0 else 1 end as actual_value
    from forms
    union all
    select
        document_id,
        project_id,
        form_subject || '：有指标值的指标数' as subject,
        indicator_count as expected_value,
        target_count as actual_value
    from forms
    union all
    select
        document_id,
        project_id,
        form_subject || '：已填写的资金总额' as subject,
        greatest(1, horizon_count) as expected_value,
        total_count as actual_value
    from forms
    -- A self-evaluation's amounts are executions; a department may give those of its tasks alone.
    where form_type not in ('self_evaluation', 'department_targets')

),

checked as (

    select
        'R64' as rule_id,
        document_id,
        project_id,
        'dim_projects' as fact_table,
        project_id as fact_id,
        subject,
        expected_value,
        actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from form_contents

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
