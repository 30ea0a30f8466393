-- 城乡居民养老保险代缴，每人代缴多少？
-- Contributions paid for special groups: how much a person?
select
    region_name,
    fiscal_year,
    total_amount_cny,
    people_low_count,
    people_high_count,
    lower_per_head_amount_cny,
    upper_per_head_amount_cny,
    comparability,
    comparability_reason
from {{ ref('rpt_program_comparison') }}
where program_id = 'resident_pension_special_groups'
order by region_code, fiscal_year
