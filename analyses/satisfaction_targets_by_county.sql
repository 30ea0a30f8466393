-- 各地满意度指标最低、最高定为多少？
-- What is the lowest and the highest satisfaction target, by county and year?
select
    places.region_name,
    places.fiscal_year,
    count(targets.indicator_target_id) as satisfaction_target_count,
    count(targets.least_satisfaction_ratio) as ratio_count,
    min(targets.least_satisfaction_ratio) as lowest_ratio,
    max(targets.least_satisfaction_ratio) as highest_ratio,
    coalesce(places.unavailable_reason, min(targets.unavailable_reason)) as unavailable_reason
from {{ ref('rpt_target_quantification') }} as places
left join {{ ref('rpt_satisfaction_targets') }} as targets
    on
        places.region_code is not distinct from targets.region_code
        and places.fiscal_year is not distinct from targets.fiscal_year
group by places.region_code, places.region_name, places.fiscal_year, places.unavailable_reason
order by places.region_code, places.fiscal_year
