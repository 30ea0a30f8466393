with projects as (
    select * from {{ ref('sum_project_budgets') }}
),

targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

categories as (
    select * from {{ ref('dim_indicator_categories') }}
),

final as (
    select
        targets.indicator_target_id,
        projects.project_id,
        projects.master_project_id,
        projects.project_name,
        projects.region_name,
        projects.department_agency_id,
        projects.department_agency_name,
        projects.implementing_agency_id,
        projects.implementing_agency_name,
        targets.indicator_category_id,
        targets.indicator_id,
        categories.level1_code,
        categories.level2_code,
        targets.indicator_number,
        targets.indicator_name,
        targets.target_text,
        targets.value_type,
        targets.comparator,
        targets.target_low,
        targets.target_high,
        targets.unit_text,
        targets.unit_id,
        targets.target_low_base,
        targets.target_high_base,
        targets.base_unit,
        targets.qualitative_grade,
        targets.weight,
        targets.baseline_text,
        targets.baseline_value,
        targets.restates_funding,
        targets.region_code,
        targets.fiscal_year,
        targets.document_id,
        targets.page_number,
        targets.line_number,
        targets.table_number,
        targets.row_number,
        targets.check_outcome
    from targets
    inner join projects on targets.project_id = projects.project_id
    left join categories on targets.indicator_category_id = categories.indicator_category_id
    where targets.horizon = 'annual'
)

select * from final
