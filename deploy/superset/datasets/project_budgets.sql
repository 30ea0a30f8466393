select
    budgets.fiscal_year,
    regions.province_name,
    budgets.region_code,
    regions.region_name,
    regions.region_name || ' ' || budgets.fiscal_year as region_year,
    budgets.implementing_agency_name,
    budgets.project_id,
    budgets.project_name,
    budgets.total_amount_cny,
    budgets.fiscal_appropriation_amount_cny,
    budgets.other_funds_amount_cny,
    budgets.carryover_amount_cny
from marts.sum_project_budgets as budgets
left join marts.dim_regions as regions on budgets.region_code = regions.region_code
