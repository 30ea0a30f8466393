-- 各地满意度问的是谁？
-- Whose satisfaction is asked for, by county and year?
select
    region_name,
    fiscal_year,
    coalesce(respondent_text, 'not printed') as respondent_text,
    count(*) as target_count,
    min(least_satisfaction_ratio) as lowest_ratio,
    max(least_satisfaction_ratio) as highest_ratio
from {{ ref('rpt_satisfaction_targets') }}
where satisfaction_measure = 'satisfaction'
group by region_code, region_name, fiscal_year, respondent_text
order by region_code asc, fiscal_year asc, target_count desc, respondent_text asc
