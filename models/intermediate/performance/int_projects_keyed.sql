{#-
  What tells one project's forms from another's: agency, family, year, stage, amount, 文号 and folded name. A form that names no unit
  is its publisher's.
-#}
with projects as (
    select * from {{ ref('int_projects_named') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

editions as (
    select * from {{ ref('int_document_editions_compared') }}
),

agencies as (
    select * from {{ ref('int_agencies_united') }}
),

budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

executions as (
    select * from {{ ref('int_project_executions_converted') }}
),

indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

plans as (
    select
        project_id,
        max(case when funding_source = 'total' then initial_amount_cny end) as amount_cny
    from executions
    group by project_id
),

contents as (
    select
        project_id,
        cast(count(*) as {{ dbt.type_string() }}) || '|' || min(row_text) || '|' || max(row_text) as content_text
    from indicator_rows
    group by project_id
),

named as (
    select
        projects.*,
        documents.agency_id as publisher_id,
        documents.reporting_scope,
        documents.published_date,
        editions.disclosure_id
    from projects
    inner join published on projects.document_id = published.document_id
    inner join documents on projects.document_id = documents.document_id
    inner join editions on projects.document_id = editions.document_id
    where projects.form_type in ('project_targets', 'self_evaluation')
),

-- 文号: place, kind, year and number, whatever its brackets.
folded as (
    select
        named.*,
        replace(replace({{ fold_name('named.project_name') }}, '(', '['), ')', ']') as name_key,
        {{ first_match("replace(replace(named.funding_document_number, '(', '['), ')', ']')", '([一-龥]{1,3}[[][0-9]{4}[]][0-9]+)号') }}
            as document_number
    from named
),

final as (
    select
        folded.project_id,
        folded.project_name,
        folded.document_id,
        folded.disclosure_id,
        folded.form_number,
        folded.form_type,
        case folded.form_type when 'self_evaluation' then 'self_evaluation' else 'budget' end as stage,  -- noqa: RF04
        folded.region_code,
        folded.fiscal_year,
        folded.reporting_scope,
        folded.published_date,
        case
            when units.agency_key is not null then units.agency_key
            when publishers.agency_key is not null and coalesce(publishers.family_key = departments.family_key, true)
                then publishers.agency_key
            else coalesce(departments.agency_key, folded.document_id)
        end as agency_key,
        case
            when folded.region_code is null then folded.document_id
            else coalesce(units.family_key, departments.family_key, publishers.family_key, folded.document_id)
        end as family_key,
        units.agency_key is null as names_no_unit,
        case folded.form_type when 'self_evaluation' then plans.amount_cny else budgets.total_amount_cny end as amount_cny,
        folded.document_number,
        folded.name_key,
        folded.is_name_truncated,
        md5(coalesce(folded.annual_goal_text, '') || '|' || coalesce(contents.content_text, '')) as content_key
    from folded
    left join agencies as units on folded.implementing_agency_id = units.agency_id
    left join agencies as departments on folded.department_agency_id = departments.agency_id
    left join agencies as publishers on folded.publisher_id = publishers.agency_id
    left join budgets on folded.project_id = budgets.project_id and budgets.horizon = 'annual'
    left join plans on folded.project_id = plans.project_id
    left join contents on folded.project_id = contents.project_id
)

select * from final
