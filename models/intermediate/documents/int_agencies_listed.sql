with documents as (
    select * from {{ ref('int_documents_identified') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

budget_tables as (
    select * from {{ ref('stg_budget_tables') }}
),

budget_cells as (
    select * from {{ ref('stg_budget_cells') }}
),

agency_aliases as (
    select * from {{ ref('agency_aliases') }}
),

narrative_claims as (
    select * from {{ ref('stg_narrative_claims') }}
),

-- Posts of one kind only say what kind of body the publisher is.
posts as (
    select
        documents.agency_id,
        max(case when narrative_claims.subject_text like '%事业编制%' then 1 else 0 end) as has_institution_posts,
        max(case when narrative_claims.subject_text like '%行政编制%' then 1 else 0 end) as has_administrative_posts,
        max(case when narrative_claims.subject_text like '%参%公%' then 1 else 0 end) as has_civil_service_posts
    from narrative_claims
    inner join documents on narrative_claims.document_id = documents.document_id
    where
        narrative_claims.kind = 'count'
        and {{ to_number('narrative_claims.value_text') }} > 0
    group by documents.agency_id
),

-- Every place where a document names an agency.
mentions as (
    select
        region_code,
        department_name as printed_name,
        {{ agency_code('department_text') }} as agency_code,
        'department' as agency_type,
        cast(null as {{ dbt.type_string() }}) as parent_name
    from projects
    where department_text is not null

    union all

    select
        region_code,
        implementing_unit_name as printed_name,
        {{ agency_code('implementing_unit_text') }} as agency_code,
        'unit' as agency_type,
        case when department_text is not null and department_name != implementing_unit_name then department_name end as parent_name
    from projects

    union all

    select
        documents.region_code,
        {{ agency_name('budget_tables.agency_text') }} as printed_name,
        {{ agency_code('budget_tables.agency_text') }} as agency_code,
        'unit' as agency_type,
        cast(null as {{ dbt.type_string() }}) as parent_name
    from budget_tables
    inner join documents on budget_tables.document_id = documents.document_id

    union all

    select
        documents.region_code,
        {{ agency_name('coalesce(budget_cells.agency_text, budget_cells.row_name)') }} as printed_name,
        coalesce(budget_cells.agency_code, budget_cells.row_code) as agency_code,
        'department' as agency_type,
        cast(null as {{ dbt.type_string() }}) as parent_name
    from budget_cells
    inner join documents on budget_cells.document_id = documents.document_id
    where budget_cells.row_kind = 'agency' or budget_cells.agency_text is not null

    union all

    select
        region_code,
        publisher_name as printed_name,
        cast(null as {{ dbt.type_string() }}) as agency_code,
        'unit' as agency_type,
        cast(null as {{ dbt.type_string() }}) as parent_name
    from documents
),

named as (
    select
        mentions.region_code,
        coalesce(agency_aliases.agency_name, mentions.printed_name) as agency_name,
        mentions.agency_code,
        mentions.agency_type,
        coalesce(parent_aliases.agency_name, mentions.parent_name) as parent_name
    from mentions
    left join agency_aliases
        on
            mentions.region_code = agency_aliases.region_code
            and mentions.printed_name = agency_aliases.printed_name
    left join agency_aliases as parent_aliases
        on
            mentions.region_code = parent_aliases.region_code
            and mentions.parent_name = parent_aliases.printed_name
    where mentions.printed_name is not null and mentions.printed_name not like '%合计%'
),

-- An agency named as a department anywhere is a department.
listed as (
    select
        {{ surrogate_key(['region_code', 'agency_name']) }} as agency_id,
        region_code,
        agency_name,
        min(agency_code) as agency_code,
        min(agency_type) as agency_type,
        case
            when min(parent_name) is not null
                then {{ surrogate_key(['region_code', 'min(parent_name)']) }}
        end as parent_agency_id
    from named
    group by region_code, agency_name
),

final as (
    select
        listed.agency_id,
        listed.region_code,
        listed.agency_name,
        listed.agency_code,
        listed.agency_type,
        case
            when posts.has_administrative_posts + posts.has_institution_posts + posts.has_civil_service_posts != 1 then 'unknown'
            when posts.has_institution_posts = 1 then 'public_institution'
            when posts.has_administrative_posts = 1 then 'administrative'
            when posts.has_civil_service_posts = 1 then 'civil_service_managed'
            else 'unknown'
        end as nature,
        listed.parent_agency_id
    from listed
    left join posts on listed.agency_id = posts.agency_id
)

select * from final
