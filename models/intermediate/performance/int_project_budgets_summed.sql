with fundings as (
    select * from {{ ref('int_project_fundings_converted') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

by_horizon as (
    select
        project_id,
        document_id,
        horizon,
        min(region_code) as region_code,
        min(fiscal_year) as fiscal_year,
        max(case when funding_source = 'total' then amount_text end) as total_text,
        max(case when funding_source = 'total' then amount_cny end) as total_amount_cny,
        max(case when funding_source = 'fiscal_appropriation' then amount_cny end) as printed_fiscal_amount_cny,
        sum(
            case when funding_source in ('general_public_budget', 'government_fund', 'state_capital') then amount_cny end
        ) as fiscal_parts_amount_cny,
        sum(
            case when funding_source in ('superior_appropriation', 'local_appropriation') then amount_cny end
        ) as fiscal_origins_amount_cny,
        max(case when funding_source = 'basic_expenditure' then amount_cny end) as printed_basic_amount_cny,
        sum(
            case when funding_source in ('personnel_expenditure', 'operating_expenditure') then amount_cny end
        ) as basic_parts_amount_cny,
        max(case when funding_source = 'project_expenditure' then amount_cny end) as project_amount_cny,
        max(case when funding_source = 'other_funds' then amount_cny end) as printed_other_amount_cny,
        sum(
            case
                when funding_source in ('own_funds', 'unit_funds', 'business_income', 'business_operating_income') then amount_cny
            end
        ) as other_parts_amount_cny,
        sum(case when funding_source = 'carryover' then amount_cny end) as carryover_amount_cny,
        min(printed_step_cny) as printed_step_cny,
        count(amount_cny) as amount_count,
        max(declared_unit) as declared_unit,
        max(applied_unit) as applied_unit,
        coalesce(max(case when amount_cny is not null then unit_basis end), max(unit_basis)) as unit_basis,
        min(page_number) as page_number,
        min(line_number) as line_number,
        min(table_number) as table_number,
        min(row_number) as row_number
    from fundings
    group by project_id, document_id, horizon
),

-- A source counts as printed; where only its parts are printed, as their sum.
with_sources as (
    select
        *,
        coalesce(printed_fiscal_amount_cny, fiscal_parts_amount_cny, fiscal_origins_amount_cny) as fiscal_appropriation_amount_cny,
        coalesce(printed_basic_amount_cny, basic_parts_amount_cny) as basic_amount_cny,
        coalesce(printed_other_amount_cny, other_parts_amount_cny) as other_funds_amount_cny
    from by_horizon
),

summed as (
    select
        *,
        case
            when
                coalesce(fiscal_appropriation_amount_cny, other_funds_amount_cny, carryover_amount_cny) is not null
                then
                    coalesce(fiscal_appropriation_amount_cny, 0)
                    + coalesce(other_funds_amount_cny, 0)
                    + coalesce(carryover_amount_cny, 0)
        end as components_amount_cny,
        case when fiscal_appropriation_amount_cny is null then 0 else 1 end
        + case when other_funds_amount_cny is null then 0 else 1 end
        + case when carryover_amount_cny is null then 0 else 1 end as component_count
    from with_sources
),

final as (
    select
        summed.project_id || '-' || summed.horizon as project_budget_id,
        summed.project_id,
        summed.document_id,
        project_forms.project_name,
        project_forms.form_type,
        summed.region_code,
        summed.fiscal_year,
        summed.horizon,
        summed.total_amount_cny,
        summed.fiscal_appropriation_amount_cny,
        summed.other_funds_amount_cny,
        summed.carryover_amount_cny,
        summed.basic_amount_cny,
        summed.project_amount_cny,
        cast(summed.components_amount_cny as decimal(18, 2)) as components_amount_cny,
        summed.component_count,
        summed.printed_step_cny,
        cast(summed.printed_step_cny / 2 * (summed.component_count + 1) as decimal(28, 8)) as tolerance_cny,
        summed.declared_unit,
        summed.applied_unit,
        summed.unit_basis,
        summed.total_text,
        summed.page_number,
        summed.line_number,
        summed.table_number,
        summed.row_number
    from summed
    inner join project_forms on summed.project_id = project_forms.project_id
)

select * from final
