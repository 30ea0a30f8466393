select
    expenses.fiscal_year,
    regions.province_name,
    expenses.region_code,
    regions.region_name,
    expenses.agency_name,
    expenses.total_amount_cny,
    expenses.overseas_amount_cny,
    expenses.reception_amount_cny,
    expenses.vehicle_purchase_amount_cny,
    expenses.vehicle_operation_amount_cny,
    expenses.prior_year_total_amount_cny
from marts.sum_three_public_expenses as expenses
left join marts.dim_regions as regions on expenses.region_code = regions.region_code
