-- 主管部门与所属单位合计支出多少（不重复计算）？
-- How much does a department spend with its units, nothing counted twice?
select
    region_name,
    fiscal_year,
    department_agency_name,
    sum(counted_amount_cny) as counted_amount_cny,
    sum(printed_amount_cny) as printed_amount_cny
from {{ ref('rpt_department_spending') }}
where phase in ('budget', 'initial_budget')
group by region_code, region_name, fiscal_year, department_agency_name
order by region_code, fiscal_year, department_agency_name
