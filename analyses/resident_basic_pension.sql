-- 居民基础养老金，各地总额和人均多少？
-- Residents' basic pension: how much in total and per head, by county?
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
where program_id in ('resident_basic_pension')
order by program_id, region_code, fiscal_year
