{#- A join of short lists costs less than to store every column of every project. -#}
{{ config(materialized='view') }}

with projects as (
    select * from {{ ref('int_projects_identified') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

agency_aliases as (
    select * from {{ ref('agency_aliases') }}
),

named as (
    select
        projects.*,
        regions.region_name,
        case when projects.department_text is not null then coalesce(department_aliases.agency_name, projects.department_name) end
            as department_agency_name,
        coalesce(unit_aliases.agency_name, projects.implementing_unit_name) as implementing_agency_name
    from projects
    left join regions on projects.region_code = regions.region_code
    left join agency_aliases as department_aliases
        on
            projects.region_code = department_aliases.region_code
            and projects.department_name = department_aliases.printed_name
    left join agency_aliases as unit_aliases
        on
            projects.region_code = unit_aliases.region_code
            and projects.implementing_unit_name = unit_aliases.printed_name
),

final as (
    select
        *,
        case when department_agency_name is not null then {{ surrogate_key(['region_code', 'department_agency_name']) }} end
            as department_agency_id,
        case when implementing_agency_name is not null then {{ surrogate_key(['region_code', 'implementing_agency_name']) }} end
            as implementing_agency_id
    from named
)

select * from final
