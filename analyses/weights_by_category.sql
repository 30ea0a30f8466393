-- 各地成本、产出、效益、满意度指标各占多少分？与财预〔2021〕101号默认分值一致的有多少？
-- What weights do the categories carry, by county and year, and how many forms follow the default split of 101号?
select
    places.region_name,
    places.fiscal_year,
    count(weights.project_id) as project_count,
    count(weights.total_weight) as weighted_project_count,
    avg(weights.cost_weight) as cost_weight,
    avg(weights.output_weight) as output_weight,
    avg(weights.benefit_weight) as benefit_weight,
    avg(weights.satisfaction_weight) as satisfaction_weight,
    count(weights.is_default_split) as comparable_project_count,
    sum(case when weights.is_default_split then 1 when not weights.is_default_split then 0 end) as default_split_count,
    case when count(weights.is_default_split) = 0 then coalesce(min(weights.unavailable_reason), places.unavailable_reason) end
        as unavailable_reason
from {{ ref('rpt_target_quantification') }} as places
left join {{ ref('rpt_indicator_weights') }} as weights
    on
        places.region_code is not distinct from weights.region_code
        and places.fiscal_year is not distinct from weights.fiscal_year
group by places.region_code, places.region_name, places.fiscal_year, places.unavailable_reason
order by places.region_code, places.fiscal_year
