-- 预算执行率多少？
-- What part of the budget was spent?
select
    region_name,
    fiscal_year,
    agency_name,
    budget_amount_cny,
    outturn_amount_cny,
    outturn_ratio,
    project_execution_ratio,
    not_available_text
from {{ ref('rpt_execution_rates') }}
order by region_code, fiscal_year, agency_name
