select
    targets.fiscal_year,
    regions.province_name,
    targets.region_code,
    regions.region_name,
    regions.region_name || ' ' || targets.fiscal_year as region_year,
    coalesce(categories.level1_name, '未归类') as level1_name,
    coalesce(categories.level2_name, '未归类') as level2_name,
    targets.project_name,
    targets.indicator_name,
    targets.target_text,
    targets.value_type
from marts.sum_indicator_targets as targets
left join marts.dim_indicator_categories as categories on targets.indicator_category_id = categories.indicator_category_id
left join marts.dim_regions as regions on targets.region_code = regions.region_code
