-- 各地各年项目资金有多少？
-- How much project money does each county plan, by year?
select
    region_name,
    fiscal_year,
    project_count,
    priced_project_count,
    total_amount_cny
from {{ ref('rpt_project_funding') }}
order by region_code, fiscal_year
