with

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

units as (

    select * from {{ ref('units') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

dim_regions as (

    select * from {{ ref('dim_regions') }}

),

restating_forms as (

    select
        project_id,
        horizon,
        count(*) as restating_count
    from int_indicators_described
    where restates_funding
    group by project_id, horizon

),

-- expected_value: the total in the unit its evidence points to; actual_value: the same print in the unit of the header.
declared_units_compared as (

    select
        'R03' as rule_id,
        int_project_budgets_summed.document_id,
        int_project_budgets_summed.project_id,
        'fct_project_budgets' as fact_table,
        int_project_budgets_summed.project_budget_id as fact_id,
        coalesce(int_project_budgets_summed.project_name, '（无项目名称）') || '，'
        || {{ label_horizon('int_project_budgets_summed.horizon') }} || '资金总额的单位（表头：'
        || coalesce(int_project_budgets_summed.declared_unit, '未写') || '）' as subject,
        int_project_budgets_summed.total_amount_cny as expected_value,
        case
            when int_project_budgets_summed.declared_unit = int_project_budgets_summed.applied_unit
                then cast(int_project_budgets_summed.total_amount_cny as double)
            else
                cast(int_project_budgets_summed.total_amount_cny as double)
                * cast(declared_units.factor as double) / cast(applied_units.factor as double)
        end as actual_value,
        0 as tolerance,
        'equal' as relation,
        case
            when int_project_budgets_summed.declared_unit is null then 'the form declares no unit'
            when coalesce(int_project_budgets_summed.total_amount_cny, 0) = 0 then 'no total to compare'
            when int_project_budgets_summed.unit_basis = 'unknown' then 'the unit is not known'
            when
                int_project_budgets_summed.unit_basis not in ('contradicted_by_indicators', 'contradicted_by_siblings')
                and restating_forms.restating_count is null
                then 'no indicator of the form states the funding'
        end as reason
    from int_project_budgets_summed
    left join restating_forms
        on
            int_project_budgets_summed.project_id = restating_forms.project_id
            and int_project_budgets_summed.horizon = restating_forms.horizon
    left join units as declared_units
        on int_project_budgets_summed.declared_unit = declared_units.unit_name
    left join units as applied_units
        on int_project_budgets_summed.applied_unit = applied_units.unit_name

),

-- A county's project below a thousand or above a billion yuan asks whether the unit is right; a province may spend such amounts.
ranges as (

    select
        'R119' as rule_id,
        int_project_budgets_summed.document_id,
        int_project_budgets_summed.project_id,
        'fct_project_budgets' as fact_table,
        int_project_budgets_summed.project_budget_id as fact_id,
        coalesce(int_project_budgets_summed.project_name, '（无项目名称）') || '，'
        || {{ label_horizon('int_project_budgets_summed.horizon') }} || '资金总额（表头单位：'
        || coalesce(int_project_budgets_summed.declared_unit, '未写') || '）' as subject,
        case when int_project_budgets_summed.total_amount_cny < 1000 then 1000 else 1000000000 end as expected_value,
        int_project_budgets_summed.total_amount_cny as actual_value,
        0 as tolerance,
        case when int_project_budgets_summed.total_amount_cny < 1000 then 'at_least' else 'at_most' end as relation,
        case
            when coalesce(int_project_budgets_summed.total_amount_cny, 0) = 0 then 'no total to compare'
            when coalesce(dim_regions.level, 'province') = 'province' then 'the region is a province, or not known'
        end as reason
    from int_project_budgets_summed
    left join int_documents_identified on int_project_budgets_summed.document_id = int_documents_identified.document_id
    left join dim_regions on int_documents_identified.region_code = dim_regions.region_code

),

unioned as (

    select * from declared_units_compared
    union all
    select * from ranges

),

final as (

    {{ judge_checks('unioned', relation='relation') }}

)

select * from final
