-- A reviewed pair of forms of two regions: what follows from a region's documents follows from these alone.
with reviews as (
    select * from {{ ref('reviewed_identities') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
)

select
    reviews.project_id,
    reviews.other_project_id
from reviews
inner join projects on reviews.project_id = projects.project_id
inner join projects as other_forms on reviews.other_project_id = other_forms.project_id
where coalesce(projects.region_code, '') != coalesce(other_forms.region_code, '')
