-- `sum_indicator_targets` finds the projects of a region by the region: one of another would be left out.
select
    targets.indicator_target_id,
    targets.region_code,
    projects.region_code as project_region_code
from {{ ref('fct_indicator_targets') }} as targets
inner join {{ ref('dim_projects') }} as projects
    on targets.document_id = projects.document_id and targets.project_id = projects.project_id
where coalesce(targets.region_code, '') <> coalesce(projects.region_code, '')
