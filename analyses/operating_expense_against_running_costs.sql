-- 机关运行经费与公用经费一致吗？
-- Does the agency operating expense equal the running costs?
select
    region_name,
    fiscal_year,
    agency_name,
    nature,
    agency_operating_amount_cny,
    operating_amount_cny,
    goods_services_amount_cny,
    difference_amount_cny,
    equals_what,
    not_available_text
from {{ ref('rpt_operating_expenses') }}
where is_counted
order by region_code, fiscal_year, agency_name
