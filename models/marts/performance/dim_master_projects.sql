with projects as (
    select * from {{ ref('int_projects_mastered') }}
),

identities as (
    select * from {{ ref('int_project_identities_judged') }}
),

printed as (
    select * from {{ ref('dim_projects') }}
),

-- The latest form speaks for the project, one with its whole name first.
ranked as (
    select
        projects.project_id,
        projects.master_project_id,
        row_number() over (
            partition by projects.master_project_id
            order by
                case when projects.is_name_truncated then 1 else 0 end asc,
                coalesce(projects.fiscal_year, 0) desc,
                projects.project_id asc
        ) as form_rank
    from projects
),

counted as (
    select
        projects.master_project_id,
        min(projects.fiscal_year) as first_fiscal_year,
        max(projects.fiscal_year) as last_fiscal_year,
        count(*) as form_count,
        count(distinct projects.document_id) as document_count,
        max(case identities.confidence when 'medium' then 1 else 0 end) as has_medium
    from projects
    inner join identities on projects.project_id = identities.project_id and identities.is_applied
    group by projects.master_project_id
),

final as (
    select
        counted.master_project_id,
        printed.project_name,
        coalesce(printed.implementing_agency_id, printed.department_agency_id) as agency_id,
        printed.funding_document_number,
        printed.region_code,
        cast(counted.first_fiscal_year as integer) as first_fiscal_year,
        cast(counted.last_fiscal_year as integer) as last_fiscal_year,
        cast(counted.form_count as integer) as form_count,
        cast(counted.document_count as integer) as document_count,
        case when counted.has_medium = 1 then 'medium' else 'high' end as confidence
    from counted
    inner join ranked on counted.master_project_id = ranked.master_project_id and ranked.form_rank = 1
    inner join printed on ranked.project_id = printed.project_id
)

select * from final
