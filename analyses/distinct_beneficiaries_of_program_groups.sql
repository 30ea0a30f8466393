-- 各类政策各惠及多少人（同一批人只计一次）？
-- How many distinct people does each group of programmes reach?
select
    region_name,
    fiscal_year,
    program_group,
    project_count,
    counted_project_count,
    people_group_count,
    people_low_count,
    people_high_count,
    not_available_text
from {{ ref('rpt_program_beneficiaries') }}
where program_group in ('legacy_livelihood', 'resident_pension', 'death_benefits')
order by region_code, fiscal_year, program_group
