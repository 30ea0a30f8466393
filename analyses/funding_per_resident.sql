-- 人均（常住人口）项目资金多少？
-- Project money per resident?
select
    region_name,
    fiscal_year,
    funding_amount_cny,
    population_count,
    per_resident_amount_cny,
    is_available
from {{ ref('rpt_funding_per_resident') }}
order by region_code, fiscal_year
