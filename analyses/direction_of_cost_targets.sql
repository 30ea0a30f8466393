-- 各地成本指标写成“不低于”的有多少？
-- How many cost targets are ceilings or fixed, as they should be, and how many are floors, by county and year?
select
    places.region_name,
    places.fiscal_year,
    count(targets.indicator_target_id) as cost_target_count,
    sum(case when targets.direction_outcome = 'right' then 1 when targets.direction_outcome is not null then 0 end) as right_count,
    sum(case when targets.direction_outcome = 'wrong' then 1 when targets.direction_outcome is not null then 0 end) as wrong_count,
    sum(case when targets.direction_outcome = 'wrong' and targets.restates_funding then 1 else 0 end) as wrong_and_restating_count,
    sum(case when targets.unavailable_reason = 'target_not_a_number' then 1 else 0 end) as worded_count,
    sum(case when targets.unavailable_reason <> 'target_not_a_number' then 1 else 0 end) as other_not_judged_count,
    case when count(targets.indicator_target_id) = 0 then 'no cost target is printed' end as unavailable_reason
from {{ ref('rpt_target_quantification') }} as places
left join {{ ref('rpt_cost_target_directions') }} as targets
    on
        places.region_code is not distinct from targets.region_code
        and places.fiscal_year is not distinct from targets.fiscal_year
group by places.region_code, places.region_name, places.fiscal_year
order by places.region_code, places.fiscal_year
