with

int_indicator_results_valued as (

    select * from {{ ref('int_indicator_results_valued') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

deviation_columns as (

    select project_id
    from int_indicator_results_valued
    where deviation_text is not null
    group by project_id

),

-- A bare figure may be a ceiling as well as a floor; of the equal ones only a count of output is missed by less.
compared as (

    select
        int_indicator_results_valued.document_id,
        int_indicator_results_valued.project_id,
        int_indicator_results_valued.indicator_target_id,
        '第' || int_indicator_results_valued.indicator_number || '项指标' as subject,
        int_indicator_results_valued.weight,
        int_indicator_results_valued.score,
        int_indicator_results_valued.deviation_text,
        int_indicator_results_valued.actual_value,
        int_indicators_described.target_value,
        case
            when int_indicators_described.comparator in ('>=', '>') then 'at_least'
            when int_indicators_described.comparator in ('<=', '<') then 'at_most'
            when
                int_indicators_described.comparator = '=' and int_indicators_described.level1_code = 'output'
                and int_indicators_described.level2_code = 'quantity'
                then 'at_least'
        end as relation,
        {{ printed_step(first_match(fold_text('int_indicator_results_valued.actual_text'), '^([0-9][0-9,]*([.][0-9]+)?)')) }}
        / 2 as half_step,
        int_indicator_results_valued.is_plain_figure
        and (
            coalesce(int_indicator_results_valued.actual_unit_text, '')
            = coalesce({{ fold_text('int_indicators_described.unit_text') }}, '')
            or (
                int_indicator_results_valued.actual_unit_text is null
                and coalesce(int_indicators_described.dimension, '') != 'ratio'
                and coalesce({{ fold_text('int_indicators_described.unit_text') }}, '') not in ('%', '‰')
            )
        ) as has_same_unit
    from int_indicator_results_valued
    inner join int_indicators_described
        on int_indicator_results_valued.indicator_target_id = int_indicators_described.indicator_target_id

),

judged as (

    select
        *,
        case
            when target_value is null or actual_value is null then 'target or result is no figure'
            when relation is null then 'whether more or less is better is not printed'
            when not has_same_unit then 'target and result are in other units'
        end as reason,
        case
            when relation = 'at_least' then actual_value < target_value - half_step
            else actual_value > target_value + half_step
        end as is_missed
    from compared

),

full_scores as (

    select
        'R75' as rule_id,
        document_id,
        project_id,
        'fct_indicator_results' as fact_table,
        indicator_target_id as fact_id,
        subject || '得满分时的实际完成值' as subject,
        target_value as expected_value,
        actual_value,
        half_step as tolerance,
        case
            when reason is not null then reason
            when score is null or weight is null or weight = 0 then 'score or weight is not printed'
            when score < weight then 'the score is below the weight'
        end as reason,
        coalesce(relation, 'equal') as relation
    from judged

),

reasons as (

    select
        'R76' as rule_id,
        judged.document_id,
        judged.project_id,
        'fct_indicator_results' as fact_table,
        judged.indicator_target_id as fact_id,
        judged.subject || '未完成原因' as subject,
        1 as expected_value,
        case when judged.deviation_text is null then 0 else 1 end as actual_value,
        0 as tolerance,
        case
            when judged.reason is not null then judged.reason
            when not judged.is_missed then 'the target is met'
            when deviation_columns.project_id is null then 'the form prints no reasons'
        end as reason,
        'equal' as relation
    from judged
    left join deviation_columns on judged.project_id = deviation_columns.project_id

),

checked as (

    select * from full_scores
    union all
    select * from reasons

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
