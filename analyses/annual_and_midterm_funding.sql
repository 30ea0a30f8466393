-- 公开了中期资金的项目，年度与中期各是多少？年均多少？
-- Where medium-term money is printed: how much is it, how much a year, and how much this year?
select
    region_name,
    fiscal_year,
    project_name,
    annual_amount_cny,
    midterm_amount_cny,
    period_years,
    per_year_amount_cny,
    round(annual_share_ratio, 4) as annual_share_ratio,
    not_available_text
from {{ ref('rpt_project_horizons') }}
where midterm_amount_cny is not null or whole_project_amount_cny is not null
order by region_code, fiscal_year, project_id
