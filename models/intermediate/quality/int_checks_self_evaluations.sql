with

int_project_executions_converted as (

    select * from {{ ref('int_project_executions_converted') }}

),

int_indicator_results_valued as (

    select * from {{ ref('int_indicator_results_valued') }}

),

stg_self_evaluations as (

    select * from {{ ref('stg_self_evaluations') }}

),

ratios as (

    select
        'R70' as rule_id,
        document_id,
        project_id,
        'fct_project_executions' as fact_table,
        project_execution_id as fact_id,
        label_text || '执行率' as subject,
        execution_ratio * 100 as expected_value,
        printed_execution_ratio * 100 as actual_value,
        ratio_tolerance * 100 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason,
        'equal' as relation
    from int_project_executions_converted

),

parts as (

    select
        document_id,
        project_id,
        weight,
        score
    from int_indicator_results_valued
    union all
    select
        document_id,
        project_id,
        weight,
        score
    from int_project_executions_converted
    where funding_source = 'total'

),

sums as (

    select
        project_id,
        sum(weight) as weight_sum,
        sum(score) as score_sum,
        count(*) as part_count,
        count(score) as score_count,
        count(weight) as weight_count
    from parts
    group by project_id

),

totals as (

    select
        'R71' as rule_id,
        stg_self_evaluations.document_id,
        stg_self_evaluations.project_id,
        'dim_projects' as fact_table,
        stg_self_evaluations.project_id as fact_id,
        '自评总分' as subject,
        sums.score_sum as expected_value,
        {{ read_points('stg_self_evaluations.total_score_text') }} as actual_value,
        0.005 * sums.part_count as tolerance,
        case when sums.score_count < sums.part_count then 'a score is missing' end as reason,
        'equal' as relation
    from stg_self_evaluations
    inner join sums
        on stg_self_evaluations.project_id = sums.project_id

),

weights as (

    select
        'R72' as rule_id,
        stg_self_evaluations.document_id,
        stg_self_evaluations.project_id,
        'dim_projects' as fact_table,
        stg_self_evaluations.project_id as fact_id,
        '自评分值合计' as subject,
        100 as expected_value,
        sums.weight_sum as actual_value,
        0.005 * sums.part_count as tolerance,
        case when sums.weight_count < sums.part_count then 'a weight is missing' end as reason,
        'equal' as relation
    from stg_self_evaluations
    inner join sums
        on stg_self_evaluations.project_id = sums.project_id

),

score_limits as (

    select
        'R73' as rule_id,
        document_id,
        project_id,
        'fct_indicator_results' as fact_table,
        indicator_target_id as fact_id,
        '第' || indicator_number || '项指标得分' as subject,
        weight as expected_value,
        score as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason,
        'at_most' as relation
    from int_indicator_results_valued

),

checked as (

    select * from ratios
    union all
    select * from totals
    union all
    select * from weights
    union all
    select * from score_limits

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
