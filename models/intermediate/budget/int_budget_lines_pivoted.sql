{%- set concepts = [
    'total', 'basic', 'project', 'personnel', 'operating', 'prior_carryover', 'fiscal_appropriation', 'general_public_budget',
    'government_fund', 'state_capital', 'education_fee', 'business_income', 'operating_income', 'affiliated_remittance',
    'superior_subsidy', 'other_income', 'non_fiscal_surplus', 'next_year_carryover', 'overseas', 'reception', 'vehicle_total',
    'vehicle_purchase', 'vehicle_operation'
] -%}

with int_budget_cells_converted as (

    select * from {{ ref('int_budget_cells_converted') }}

),

int_budget_amounts_merged as (

    select * from {{ ref('int_budget_amounts_merged') }}

),

amounts as (

    select
        budget_line_id,
        {%- for concept in concepts %}
        max(case when amount_concept = '{{ concept }}' then amount_cny end) as {{ concept }}_amount_cny,
        {%- endfor %}
        max(case when is_conflicting then 1 else 0 end) as conflict_count
    from int_budget_amounts_merged
    group by budget_line_id

),

evidence as (

    select
        budget_line_id,
        printed_line_id,
        budget_table_id,
        max(printed_step_cny) as printed_step_cny,
        max(case when column_basis = 'ambiguous' then 1 else 0 end) as ambiguous_count,
        max(case when is_unnamed then 1 else 0 end) as unnamed_count,
        min(case column_basis
            when 'ambiguous' then 1
            when 'prose' then 2
            when 'other_table' then 3
            when 'own_table' then 4
            when 'printed' then 5
        end) as basis_rank
    from int_budget_cells_converted
    group by budget_line_id, printed_line_id, budget_table_id

),

final as (

    select
        evidence.budget_line_id,
        evidence.budget_table_id,
        {%- for concept in concepts %}
        amounts.{{ concept }}_amount_cny,
        {%- endfor %}
        case
            when evidence.budget_line_id = evidence.printed_line_id then prior_amounts.total_amount_cny
        end as prior_year_total_amount_cny,
        evidence.printed_step_cny,
        case evidence.basis_rank
            when 1 then 'ambiguous'
            when 2 then 'prose'
            when 3 then 'other_table'
            when 4 then 'own_table'
            when 5 then 'printed'
        end as column_basis,
        evidence.ambiguous_count + coalesce(amounts.conflict_count, 0) > 0 as has_ambiguous,
        evidence.unnamed_count > 0 as has_unnamed
    from evidence
    left join amounts on evidence.budget_line_id = amounts.budget_line_id
    left join amounts as prior_amounts on evidence.printed_line_id || '-prior_year' = prior_amounts.budget_line_id

)

select * from final
