-- 各地项目资金来自哪一级？
-- From which level does the project money of each county come?
select
    region_name,
    fiscal_year,
    funding_origin_level,
    project_count,
    total_amount_cny,
    round(share_ratio, 4) as share_ratio
from {{ ref('rpt_funding_origins') }}
order by region_code, fiscal_year, funding_origin_level
