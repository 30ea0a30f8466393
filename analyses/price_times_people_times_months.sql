-- 标准 × 人数 × 次数（月数）与资金相符吗？
-- Does the stated price, times people, times payments or months, meet the money?
select
    regions.region_name,
    projects.fiscal_year,
    projects.project_name,
    unit_costs.unit_cost_type,
    unit_costs.stated_amount_cny,
    unit_costs.expected_amount_cny,
    unit_costs.numerator_amount_cny,
    unit_costs.difference_amount_cny,
    unit_costs.price_outcome
from {{ ref('fct_project_unit_costs') }} as unit_costs
inner join {{ ref('dim_projects') }} as projects on unit_costs.project_id = projects.project_id
left join {{ ref('dim_regions') }} as regions on projects.region_code = regions.region_code
where
    unit_costs.stated_amount_cny is not null
    and unit_costs.horizon = 'annual'
    and projects.is_counted
    and projects.form_type = 'project_targets'
order by unit_costs.project_id, unit_costs.unit_cost_type
