{#-
  Every question plans this view anew: DuckDB plans it in half the time without a step for each table. The projects of one document
  are found by it, those of one region by the region, not among all: hence a part for the regions, and one for what tells none.
-#}
{%- set same_regions = [
    'targets.region_code = projects.region_code',
    'targets.region_code is null and projects.region_code is null'
] -%}
{%- for same_region in same_regions %}
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
    targets.level1_code,
    targets.level2_code,
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
from {{ ref('fct_indicator_targets') }} as targets
inner join {{ ref('dim_projects') }} as projects
    on
        targets.document_id = projects.document_id
        and targets.project_id = projects.project_id
        and {{ same_region }}
where targets.horizon = 'annual' and projects.is_counted and projects.form_type = 'project_targets'
{{ 'union all' if not loop.last }}
{%- endfor %}
