with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

int_project_fundings_converted as (

    select * from {{ ref('int_project_fundings_converted') }}

),

total_steps as (

    select
        project_id,
        horizon,
        max(printed_step_cny) as printed_step_cny
    from int_project_fundings_converted
    where funding_source = 'total'
    group by project_id, horizon

),

-- Targets in plain money under cost or quantity, beside the funding of the same horizon.
targets as (

    select
        int_indicators_described.indicator_target_id,
        int_indicators_described.document_id,
        int_indicators_described.project_id,
        int_indicators_described.horizon,
        int_indicators_described.level1_code,
        int_indicators_described.comparator,
        int_indicators_described.restates_funding,
        int_indicators_described.indicator_name,
        int_indicators_described.target_text,
        int_project_budgets_summed.unit_basis,
        int_project_budgets_summed.total_amount_cny,
        int_project_budgets_summed.fiscal_appropriation_amount_cny,
        coalesce(total_steps.printed_step_cny, 0) / 2 as funding_slack_cny,
        int_indicators_described.target_base_value as target_amount_cny,
        int_indicators_described.target_value as target_figure,
        int_indicators_described.folded_name,
        int_indicators_described.indicator_subject,
        {{ strip_money_words('int_indicators_described.indicator_name') }} as indicator_core,
        {{ strip_money_words('int_project_budgets_summed.project_name') }} as project_core
    from int_indicators_described
    inner join int_project_budgets_summed
        on
            int_indicators_described.project_id = int_project_budgets_summed.project_id
            and int_indicators_described.horizon = int_project_budgets_summed.horizon
            and coalesce(int_project_budgets_summed.form_type, '') <> 'department_targets'
    left join total_steps
        on
            int_indicators_described.project_id = total_steps.project_id
            and int_indicators_described.horizon = total_steps.horizon
    where
        int_indicators_described.dimension = 'currency'
        and (
            int_indicators_described.level1_code = 'cost'
            or int_indicators_described.level2_code = 'quantity'
        )
        and int_indicators_described.target_base_value is not null

),

rounded as (

    select
        *,
        funding_slack_cny
        + {{ measure_last_place('target_figure') }} / 2
        * case when target_figure = 0 then 1 else cast(target_amount_cny as double) / cast(target_figure as double) end
        + case when comparator = '~' then cast(total_amount_cny as double) * 0.05 else 0 end as tolerance,
        min(target_amount_cny) over (partition by project_id, horizon, level1_code)
        = max(target_amount_cny) over (partition by project_id, horizon, level1_code) as is_only_amount,
        sum(case when restates_funding then 1 else 0 end) over (partition by document_id, level1_code, indicator_core)
            as restating_siblings,
        count(*) over (partition by document_id, level1_code, indicator_core) as siblings
    from targets

),

-- whole: the figure is the project's whole money, or the name says so, or the same words say so in most forms of the document.
-- part: it may be less, so it only must not exceed the whole. none: a rate, a price, a saving, money that others put in.
classified as (

    select
        *,
        case
            when abs(target_amount_cny - total_amount_cny) <= tolerance then 'whole'
            when indicator_name is null then 'none'
            when {{ has_match('folded_name', '每|人均|户均|次均|平均|单价|均价|单次|标准|累计|总投资') }} then 'none'
            when {{ has_match("coalesce(target_text, '')", '每|/|／|人均') }} then 'none'
            when indicator_core = project_core and length(project_core) >= 2 then 'whole'
            when indicator_core = '' and {{ has_match('folded_name', '项目|总|全部|合计') }} then 'whole'
            when indicator_core = '' and is_only_amount then 'whole'
            when restating_siblings >= 2 and restating_siblings * 2 > siblings then 'whole'
            when {{ has_match('folded_name', '节约|节省|降低|减少|减轻|带动|撬动|贷款|融资|社会|收益|产值') }} then 'none'
            when level1_code = 'cost' and coalesce(comparator, '=') in ('>=', '>', '=', '~') then 'part'
            else 'none'
        end as subject_scope
    from rounded

),

checked as (

    select
        'R60' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        indicator_target_id as fact_id,
        indicator_subject as subject,
        case
            when abs(target_amount_cny - fiscal_appropriation_amount_cny) <= tolerance then fiscal_appropriation_amount_cny
            else total_amount_cny
        end as expected_value,
        target_amount_cny as actual_value,
        tolerance,
        case
            when subject_scope = 'part' then 'at_most'
            when level1_code <> 'cost' and comparator in ('>=', '>') then 'at_most'
            when level1_code <> 'cost' and comparator in ('<=', '<') then 'at_least'
            else 'equal'
        end as relation,
        case
            when total_amount_cny is null then 'the funding is not printed'
            when unit_basis = 'unknown' then 'the unit of the funding is not known'
            when comparator = 'between' then 'the target is a range'
            when subject_scope = 'none' then 'the target is not the whole funding'
        end as reason
    from classified

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
