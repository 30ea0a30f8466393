-- 各地有多少指标值比上年完成值倒退？方向未知的分开列。
-- How many targets are below last year, by which way is better? Unknown ways are told apart; counties without prior-year values too.
select
    places.region_name,
    places.fiscal_year,
    coalesce(targets.polarity, case when count(targets.indicator_target_id) > 0 then 'unknown' end) as polarity,
    count(targets.indicator_target_id) as target_count,
    count(targets.movement) as compared_count,
    case when count(targets.movement) > 0 then sum(case when targets.movement = 'lower' then 1 else 0 end) end as lower_count,
    case when count(targets.movement) > 0 then sum(case when targets.movement = 'higher' then 1 else 0 end) end as higher_count,
    case
        when targets.polarity <> 'neutral' and count(targets.movement) > 0
            then sum(case when targets.assessment = 'worse' then 1 else 0 end)
    end as worse_count,
    case when count(targets.indicator_target_id) = 0 then 'no prior-year value is printed' end as unavailable_reason
from {{ ref('rpt_target_quantification') }} as places
left join {{ ref('rpt_targets_below_last_year') }} as targets
    on
        places.region_code is not distinct from targets.region_code
        and places.fiscal_year is not distinct from targets.fiscal_year
group by places.region_code, places.region_name, places.fiscal_year, targets.polarity
order by places.region_code, places.fiscal_year, polarity
