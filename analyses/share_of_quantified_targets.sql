-- 各地绩效目标有多少是量化的？剔除只重复资金额的指标后又是多少？
-- What share of the targets is quantified, by county and year, with and without those that only restate the project's money?
select
    region_name,
    fiscal_year,
    target_count,
    quantified_count,
    restating_count,
    round(quantified_ratio, 4) as quantified_ratio,
    round(quantified_beyond_funding_ratio, 4) as quantified_beyond_funding_ratio,
    round(quantified_without_restating_ratio, 4) as quantified_without_restating_ratio,
    unavailable_reason
from {{ ref('rpt_target_quantification') }}
order by region_code, fiscal_year
