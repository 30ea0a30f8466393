with

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

int_project_fundings_converted as (

    select * from {{ ref('int_project_fundings_converted') }}

),

-- Publishers drop zeros after the decimal point, so the finest figure of a document tells how it rounds.
finest_steps as (

    select
        document_id,
        applied_unit,
        min(printed_step_cny) as finest_step_cny
    from int_project_fundings_converted
    where amount_cny <> 0
    group by document_id, applied_unit

),

-- A source of 0 yuan adds nothing to the rounding.
budgets as (

    select
        int_project_budgets_summed.*,
        case when int_project_budgets_summed.horizon = 'annual' then 'R01' else 'R02' end as rule_id,
        coalesce(int_project_budgets_summed.project_name, '（无项目名称）')
        || '，' || {{ label_horizon('int_project_budgets_summed.horizon') }} as form_subject,
        coalesce(finest_steps.finest_step_cny, 0) as finest_step_cny,
        greatest(
            1,
            case when coalesce(int_project_budgets_summed.fiscal_appropriation_amount_cny, 0) = 0 then 0 else 1 end
            + case when coalesce(int_project_budgets_summed.other_funds_amount_cny, 0) = 0 then 0 else 1 end
            + case when coalesce(int_project_budgets_summed.carryover_amount_cny, 0) = 0 then 0 else 1 end
        ) as addend_count
    from int_project_budgets_summed
    left join finest_steps
        on
            int_project_budgets_summed.document_id = finest_steps.document_id
            and int_project_budgets_summed.applied_unit = finest_steps.applied_unit

),

sources as (

    select
        project_id,
        horizon,
        count(distinct case
            when funding_source in ('general_public_budget', 'government_fund', 'state_capital') then 'fiscal'
            when funding_source like '%_appropriation' then 'fiscal'
            when funding_source = 'carryover' then 'carryover'
            else 'other'
        end) as group_count,
        count(distinct case
            when funding_source in ('general_public_budget', 'government_fund', 'state_capital') then funding_source
        end) as fiscal_part_count,
        sum(case when funding_source = 'fiscal_appropriation' then amount_cny end) as fiscal_amount_cny,
        sum(case
            when funding_source in ('general_public_budget', 'government_fund', 'state_capital') then amount_cny
        end) as fiscal_parts_amount_cny,
        sum(case when amount_cny is null and {{ null_if_dash('amount_text') }} is not null then 1 else 0 end) as unread_count
    from int_project_fundings_converted
    where breakdown = 'source'
    group by project_id, horizon

),

totals_against_parts as (

    select
        budgets.rule_id,
        budgets.document_id,
        budgets.project_id,
        budgets.project_budget_id as fact_id,
        budgets.form_subject || '资金总额' as subject,
        budgets.components_amount_cny as expected_value,
        budgets.total_amount_cny as actual_value,
        budgets.finest_step_cny / 2 * budgets.addend_count as tolerance,
        'equal' as relation,
        case
            when budgets.total_amount_cny is null then 'the total is not printed'
            when budgets.components_amount_cny is null then 'no part is printed'
            when sources.unread_count > 0 then 'a part is no number'
            when sources.group_count = 1 and budgets.components_amount_cny < budgets.total_amount_cny
                then 'only one source is printed, which may be a part'
        end as reason
    from budgets
    left join sources
        on
            budgets.project_id = sources.project_id
            and budgets.horizon = sources.horizon

),

appropriations_against_parts as (

    select
        budgets.rule_id,
        budgets.document_id,
        budgets.project_id,
        budgets.project_budget_id as fact_id,
        budgets.form_subject || '财政拨款' as subject,
        sources.fiscal_parts_amount_cny as expected_value,
        sources.fiscal_amount_cny as actual_value,
        budgets.finest_step_cny / 2 * sources.fiscal_part_count as tolerance,
        'equal' as relation,
        case
            when sources.unread_count > 0 then 'a part is no number'
            when sources.fiscal_part_count < 3 and sources.fiscal_parts_amount_cny < sources.fiscal_amount_cny
                then 'not every part of the appropriation is printed'
        end as reason
    from budgets
    inner join sources
        on
            budgets.project_id = sources.project_id
            and budgets.horizon = sources.horizon
    where
        sources.fiscal_parts_amount_cny is not null
        and sources.fiscal_amount_cny is not null

),

years_against_periods as (

    select
        'R02' as rule_id,
        years.document_id,
        years.project_id,
        years.project_budget_id as fact_id,
        years.form_subject || '资金总额，不应超过' || {{ label_horizon('periods.horizon') }} || '资金总额' as subject,
        periods.total_amount_cny as expected_value,
        years.total_amount_cny as actual_value,
        (years.finest_step_cny + periods.finest_step_cny) / 2 as tolerance,
        'at_most' as relation,
        case
            when years.total_amount_cny is null or periods.total_amount_cny is null then 'one of the totals is not printed'
        end as reason
    from budgets as years
    inner join budgets as periods
        on
            years.project_id = periods.project_id
            and periods.horizon <> 'annual'
    where years.horizon = 'annual'

),

checked as (

    select * from totals_against_parts
    union all
    select * from appropriations_against_parts
    union all
    select * from years_against_periods

),

placed as (

    select
        *,
        'fct_project_budgets' as fact_table
    from checked

),

final as (

    {{ judge_checks('placed', relation='relation') }}

)

select * from final
