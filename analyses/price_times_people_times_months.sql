-- 标准 × 人数 × 次数（月数）与资金相符吗？
-- Does the stated price, times people, times payments or months, meet the money?
select
    projects.region_code,
    projects.project_name,
    costs.unit_cost_type,
    costs.stated_amount_cny,
    costs.expected_amount_cny,
    costs.numerator_amount_cny,
    costs.difference_amount_cny,
    costs.price_outcome
from {{ ref('fct_project_unit_costs') }} as costs
inner join {{ ref('sum_project_budgets') }} as projects on costs.project_id = projects.project_id
where costs.stated_amount_cny is not null and costs.horizon = 'annual'
order by costs.project_id, costs.unit_cost_type
