-- 剔除对养老保险基金的补助后，项目资金有多少？再剔除经基金发放或代缴的呢？
-- And without subsidies to pension funds? Without what goes through the funds to people as well?
select
    region_name,
    fiscal_year,
    fund_subsidy_amount_cny,
    without_fund_subsidies_amount_cny,
    through_fund_amount_cny,
    without_funds_amount_cny,
    undivided_amount_cny
from {{ ref('rpt_project_funding') }}
order by region_code, fiscal_year
