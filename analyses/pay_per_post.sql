-- 工资福利每个编制多少？加上项目资金列支的呢？
-- Pay per post: from basic expenditure, and with what project money pays?
select
    region_name,
    fiscal_year,
    agency_name,
    basic_pay_amount_cny,
    project_pay_amount_cny,
    project_pay_basis,
    posts_count,
    basic_pay_per_post_amount_cny,
    pay_per_post_amount_cny,
    not_available_text
from {{ ref('rpt_personnel_costs') }}
where is_counted
order by region_code, fiscal_year, agency_name
