-- 离休与建老人员补助，各地总额和人均多少？
-- Allowances of honoured and early retirees: how much in total and per head, by county?
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
where program_id in ('honoured_retirees')
order by program_id, region_code, fiscal_year
