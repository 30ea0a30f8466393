-- “三公”经费多少？比上年增减多少，与公开的增减率一致吗？
-- Three-public expenses: how much, and how do they change, computed and as stated?
select
    region_name,
    fiscal_year,
    agency_name,
    total_amount_cny,
    prior_year_total_amount_cny,
    prior_year_basis,
    change_amount_cny,
    round(computed_change_ratio, 4) as computed_change_ratio,
    stated_change_ratio,
    not_available_text
from {{ ref('rpt_three_public_changes') }}
order by region_code, fiscal_year, agency_name
