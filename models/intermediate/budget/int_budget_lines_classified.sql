{%- set concepts = [
    'basic', 'project', 'personnel', 'operating', 'prior_carryover', 'fiscal_appropriation', 'general_public_budget',
    'government_fund', 'state_capital', 'education_fee', 'business_income', 'operating_income', 'affiliated_remittance',
    'superior_subsidy', 'other_income', 'non_fiscal_surplus', 'next_year_carryover', 'overseas', 'reception', 'vehicle_total',
    'vehicle_purchase', 'vehicle_operation', 'prior_year_total'
] -%}

with int_budget_lines_matched as (

    select * from {{ ref('int_budget_lines_matched') }}

),

int_budget_lines_nested as (

    select * from {{ ref('int_budget_lines_nested') }}

),

int_budget_lines_pivoted as (

    select * from {{ ref('int_budget_lines_pivoted') }}

),

int_budget_parents_filled as (

    select * from {{ ref('int_budget_parents_filled') }}

),

int_budget_tables_resolved as (

    select * from {{ ref('int_budget_tables_resolved') }}

),

coded_sides as (

    select distinct
        budget_table_id,
        side
    from int_budget_lines_matched
    where class_code is not null and row_kind = 'function'

),

joined as (

    select
        int_budget_lines_matched.*,
        int_budget_tables_resolved.document_id,
        int_budget_tables_resolved.table_number,
        int_budget_tables_resolved.title_text,
        int_budget_tables_resolved.statement,
        int_budget_tables_resolved.declared_unit,
        int_budget_tables_resolved.applied_unit,
        int_budget_tables_resolved.unit_basis,
        int_budget_tables_resolved.region_code,
        int_budget_tables_resolved.fiscal_year,
        coded_sides.budget_table_id is not null as has_codes,
        coalesce(int_budget_lines_matched.row_agency_name, int_budget_tables_resolved.agency_name) as agency_name,
        case
            when int_budget_lines_matched.row_agency_name is null then int_budget_tables_resolved.agency_code
            when int_budget_lines_matched.row_kind = 'agency' then int_budget_lines_matched.row_code
            else int_budget_lines_matched.printed_agency_code
        end as agency_code
    from int_budget_lines_matched
    inner join int_budget_tables_resolved
        on int_budget_lines_matched.budget_table_id = int_budget_tables_resolved.budget_table_id
    left join coded_sides
        on
            int_budget_lines_matched.budget_table_id = coded_sides.budget_table_id
            and int_budget_lines_matched.side = coded_sides.side

),

final as (

    select
        joined.budget_line_id,
        int_budget_lines_nested.parent_line_id,
        joined.budget_table_id,
        case
            when joined.agency_name is not null then {{ surrogate_key(['joined.region_code', 'joined.agency_name']) }}
        end as agency_id,
        joined.agency_code,
        joined.agency_name,
        joined.title_text,
        joined.statement,
        joined.phase,
        joined.is_main_phase,
        joined.side,
        joined.row_kind,
        joined.row_code,
        joined.class_code as full_code,
        joined.functional_code_basis,
        joined.row_name,
        joined.row_label,
        case
            when joined.total_role is not null then 'total'
            when joined.row_kind = 'agency' then 'agency'
            when joined.row_kind = 'project' then 'name'
            when joined.row_kind = 'revenue_source' then 'source'
            when length(joined.class_code) = 3 then 'class'
            when length(joined.class_code) = 5 then 'section'
            when length(joined.class_code) = 7 then 'item'
            else 'name'
        end as level,  -- noqa: RF04
        joined.total_role,
        int_budget_lines_nested.revenue_source,
        case
            when joined.statement = 'fiscal_appropriation_by_class' and int_budget_lines_pivoted.total_amount_cny is null
                then int_budget_lines_pivoted.fiscal_appropriation_amount_cny
            else int_budget_lines_pivoted.total_amount_cny
        end as total_amount_cny,
        {%- for concept in concepts %}
        int_budget_lines_pivoted.{{ concept }}_amount_cny,
        {%- endfor %}
        int_budget_lines_pivoted.printed_step_cny,
        joined.total_role is not null as is_total,
        -- Among rows with codes, or named as classes, one without is a detail of unknown depth.
        joined.total_role is null
        and int_budget_parents_filled.parent_line_id is null
        and not (joined.row_kind = 'function' and joined.class_code is null and joined.has_codes) as is_leaf,
        joined.is_of_which,
        int_budget_lines_pivoted.has_ambiguous,
        int_budget_lines_pivoted.has_unnamed,
        int_budget_lines_pivoted.column_basis,
        joined.declared_unit,
        joined.applied_unit,
        joined.unit_basis,
        joined.region_code,
        joined.fiscal_year,
        joined.document_id,
        joined.page_number,
        joined.line_number,
        joined.table_number,
        joined.row_number
    from joined
    inner join int_budget_lines_nested on joined.budget_line_id = int_budget_lines_nested.budget_line_id
    inner join int_budget_lines_pivoted on joined.budget_line_id = int_budget_lines_pivoted.budget_line_id
    left join int_budget_parents_filled on joined.budget_line_id = int_budget_parents_filled.parent_line_id

)

select * from final
