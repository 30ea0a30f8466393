{#-
  A name that was cut off is the one longer name of the same agency that begins with it, and has the same amount in the same year or
  the same 文号. A form of a department that names no unit is of the one unit whose form has name, year and amount or 文号 in common.
  Two candidates decide nothing: both are listed.
-#}
with projects as (
    select * from {{ ref('int_projects_keyed') }}
),

full_names as (
    select
        agency_key,
        fiscal_year,
        amount_cny,
        document_number,
        name_key,
        min(project_id) as project_id
    from projects
    where not is_name_truncated and name_key is not null
    group by agency_key, fiscal_year, amount_cny, document_number, name_key
),

name_candidates as (
    select
        projects.project_id,
        full_names.name_key,
        full_names.project_id as other_project_id
    from projects
    inner join full_names
        on
            projects.agency_key = full_names.agency_key
            and projects.fiscal_year = full_names.fiscal_year
            and projects.amount_cny = full_names.amount_cny
            and full_names.amount_cny > 0
            and instr(full_names.name_key, projects.name_key) = 1
    where projects.is_name_truncated

    union

    select
        projects.project_id,
        full_names.name_key,
        full_names.project_id as other_project_id
    from projects
    inner join full_names
        on
            projects.agency_key = full_names.agency_key
            and projects.document_number = full_names.document_number
            and instr(full_names.name_key, projects.name_key) = 1
    where projects.is_name_truncated
),

names_completed as (
    select
        project_id,
        min(name_key) as name_key,
        count(distinct name_key) as candidate_count,
        min(other_project_id) as other_project_id,
        max(other_project_id) as last_project_id
    from name_candidates
    group by project_id
),

named as (
    select
        projects.*,
        case when names_completed.candidate_count = 1 then names_completed.name_key else projects.name_key end as full_name_key,
        coalesce(names_completed.candidate_count = 1, false) as is_name_completed,
        case when names_completed.candidate_count > 1 then names_completed.other_project_id end as first_name_candidate_id,
        case when names_completed.candidate_count > 1 then names_completed.last_project_id end as last_name_candidate_id
    from projects
    left join names_completed on projects.project_id = names_completed.project_id
),

-- A department named as the unit itself has projects of its own; only one notice and one amount prove them to be its unit's.
unit_candidates as (
    select
        named.project_id,
        units.agency_key,
        min(units.project_id) as other_project_id,
        max(case when units.document_id = named.document_id then 1 else 0 end) as has_same_document,
        max(case
            when named.names_no_unit then 1
            when named.document_number is not null and named.document_number = units.document_number then 1
            else 0
        end) as is_proof
    from named
    inner join named as units
        on
            named.family_key = units.family_key
            and named.fiscal_year = units.fiscal_year
            and named.full_name_key = units.full_name_key
            and named.amount_cny = units.amount_cny
            and units.amount_cny > 0
    where
        named.agency_key = named.family_key
        and units.agency_key != units.family_key
    group by named.project_id, units.agency_key
),

units_completed as (
    select
        project_id,
        min(agency_key) as agency_key,
        count(*) = 1 and max(has_same_document) = 0 and max(is_proof) = 1 as is_decided,
        max(has_same_document) as has_same_document,
        min(other_project_id) as first_candidate_id,
        max(other_project_id) as last_candidate_id
    from unit_candidates
    group by project_id
),

final as (
    select
        named.*,
        case when units_completed.is_decided then units_completed.agency_key else named.agency_key end as full_agency_key,
        coalesce(units_completed.is_decided, false) as is_agency_completed,
        case when not units_completed.is_decided and units_completed.has_same_document = 0 then units_completed.first_candidate_id end
            as first_unit_candidate_id,
        case when not units_completed.is_decided and units_completed.has_same_document = 0 then units_completed.last_candidate_id end
            as last_unit_candidate_id
    from named
    left join units_completed on named.project_id = units_completed.project_id
)

select * from final
