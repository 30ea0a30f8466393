select
    expenditures.fiscal_year,
    regions.province_name,
    expenditures.region_code,
    regions.region_name,
    regions.region_name || ' ' || expenditures.fiscal_year as region_year,
    expenditures.agency_name,
    coalesce(classes.functional_name, left(expenditures.functional_code, 3)) as class_name,
    expenditures.functional_code,
    expenditures.functional_name,
    expenditures.total_amount_cny,
    expenditures.basic_amount_cny,
    expenditures.project_amount_cny
from marts.sum_functional_expenditures as expenditures
left join marts.dim_regions as regions on expenditures.region_code = regions.region_code
left join marts.dim_functional_classes as classes
    on classes.level = 'class'
    and left(expenditures.functional_code, 3) = classes.functional_code
    and expenditures.fiscal_year between classes.valid_from_year and coalesce(classes.valid_to_year, 9999)
