-- 基本支出按政府预算支出经济分类各是多少？
-- Basic spending in the classes of the government economic list?
select
    region_name,
    fiscal_year,
    government_class_code,
    government_class_name,
    class_basis,
    sum(total_amount_cny) as total_amount_cny
from {{ ref('rpt_basic_spending_by_government_class') }}
group by region_code, region_name, fiscal_year, government_class_code, government_class_name, class_basis
order by region_code, fiscal_year, government_class_code
