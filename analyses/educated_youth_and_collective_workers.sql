-- 返城知青和未参保大集体人员生活补助，各地总额和人均多少？
-- Returned educated youth and uninsured collective workers: how much in total and per head, by county?
select
    region_name,
    fiscal_year,
    program_name,
    total_amount_cny,
    shared_amount_cny,
    people_low_count,
    people_high_count,
    lower_per_head_amount_cny,
    upper_per_head_amount_cny,
    comparability
from {{ ref('rpt_program_comparison') }}
where program_id in ('returned_educated_youth', 'uninsured_collective_workers')
order by program_id, region_code, fiscal_year
