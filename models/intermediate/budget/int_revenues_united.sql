{%- set sources = [
    'prior_carryover', 'fiscal_appropriation', 'general_public_budget', 'government_fund', 'state_capital', 'education_fee',
    'business_income', 'operating_income', 'affiliated_remittance', 'superior_subsidy', 'other_income', 'non_fiscal_surplus'
] -%}

with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

source_rows as (

    select
        budget_line_id,
        coalesce(revenue_source, 'unclassified') as revenue_source,
        row_name as source_name,
        total_amount_cny as amount_cny,
        is_leaf
    from int_budget_lines_classified
    where row_kind = 'revenue_source' and not is_total

),

-- Where sources are columns (部门收入总表), the total row speaks for the table.
revenue_totals as (

    select *
    from int_budget_lines_classified
    where statement = 'department_revenue' and is_total and parent_line_id is null and row_kind <> 'revenue_source'

),

source_columns as (

    {%- for source in sources %}
    select
        budget_line_id,
        '{{ source }}' as revenue_source,
        cast(null as {{ dbt.type_string() }}) as source_name,
        {{ source }}_amount_cny as amount_cny,
        '{{ source }}' <> 'fiscal_appropriation'
        or coalesce(general_public_budget_amount_cny, government_fund_amount_cny, state_capital_amount_cny) is null as is_leaf
    from revenue_totals
    where {{ source }}_amount_cny is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

sources as (

    select * from source_rows
    union all
    select * from source_columns

),

final as (

    select
        sources.budget_line_id || '-' || sources.revenue_source as revenue_id,
        sources.budget_line_id,
        int_budget_lines_classified.agency_id,
        int_budget_lines_classified.statement,
        int_budget_lines_classified.phase,
        sources.revenue_source,
        sources.source_name,
        sources.amount_cny,
        sources.is_leaf,
        int_budget_lines_classified.column_basis,
        int_budget_lines_classified.declared_unit,
        int_budget_lines_classified.applied_unit,
        int_budget_lines_classified.unit_basis,
        int_budget_lines_classified.region_code,
        int_budget_lines_classified.fiscal_year,
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.page_number,
        int_budget_lines_classified.line_number,
        int_budget_lines_classified.table_number,
        int_budget_lines_classified.row_number
    from sources
    inner join int_budget_lines_classified on sources.budget_line_id = int_budget_lines_classified.budget_line_id

)

select * from final
