-- 丧葬补助和死亡抚恤，各地总额和人均多少？
-- Funeral and death benefits: how much in total and per head, by county?
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
where program_id in ('resident_pension_death', 'staff_death_benefits', 'survivors_allowance')
order by program_id, region_code, fiscal_year
