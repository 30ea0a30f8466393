-- 各类支出功能分类占多大比重？
-- What share of the budget does each functional class take?
select
    region_name,
    fiscal_year,
    class_code,
    class_name,
    sum(total_amount_cny) as total_amount_cny,
    round(sum(region_share_ratio), 4) as region_share_ratio
from {{ ref('rpt_function_shares') }}
group by region_code, region_name, fiscal_year, class_code, class_name
order by region_code, fiscal_year, class_code
