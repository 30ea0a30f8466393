{#- Why a form belongs to its master project, and to which others it may belong: these are listed for review and not applied. -#}
with projects as (
    select * from {{ ref('int_projects_mastered') }}
),

candidates as (
    select * from {{ ref('int_project_candidates_listed') }}
),

masters as (
    select
        master_project_id,
        count(*) as form_count,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year
    from projects
    group by master_project_id
),

years as (
    select
        master_project_id,
        fiscal_year,
        count(*) as form_count,
        count(amount_cny) as amount_count,
        min(amount_cny) as least_amount_cny,
        max(amount_cny) as greatest_amount_cny
    from projects
    group by master_project_id, fiscal_year
),

applied as (
    select
        projects.project_id,
        projects.master_project_id,
        true as is_applied,
        projects.reviewed_status,
        case
            when projects.reviewed_status is not null then 'reviewed'
            when masters.form_count = 1 then 'sole_form'
            when projects.is_agency_completed then 'unit_told'
            when projects.is_name_completed then 'name_completed'
            when years.form_count = 1 then 'name_over_years'
            when projects.document_number is not null then 'document_number'
            when
                years.amount_count = years.form_count and years.least_amount_cny = years.greatest_amount_cny
                then 'amount'
            else 'name_and_year'
        end as method,  -- noqa: RF04
        cast(masters.form_count as {{ dbt.type_string() }}) || '张表；' || coalesce('年度' || cast(
            masters.first_fiscal_year as {{ dbt.type_string() }}
        ) || case
            when masters.first_fiscal_year != masters.last_fiscal_year
                then '至' || cast(masters.last_fiscal_year as {{ dbt.type_string() }})
            else ''
        end || '；', '') || coalesce('本年度金额' || cast(years.least_amount_cny as {{ dbt.type_string() }}) || case
            when years.least_amount_cny != years.greatest_amount_cny
                then '至' || cast(years.greatest_amount_cny as {{ dbt.type_string() }})
            else ''
        end || '元；', '') || coalesce('文号' || projects.document_number || '；', '')
        || case when projects.is_name_completed then '名称补全为' || projects.full_name_key || '；' else '' end
        || coalesce('复核：' || projects.review_reason, '') as evidence_text
    from projects
    inner join masters on projects.master_project_id = masters.master_project_id
    inner join years
        on
            projects.master_project_id = years.master_project_id
            and coalesce(projects.fiscal_year, 0) = coalesce(years.fiscal_year, 0)
),

final as (
    select
        project_id,
        master_project_id,
        is_applied,
        method,
        case when method in ('sole_form', 'document_number', 'amount', 'reviewed') then 'high' else 'medium' end as confidence,
        evidence_text,
        coalesce(
            reviewed_status,
            case when method in ('sole_form', 'document_number', 'amount') then 'not_required' else 'open' end
        ) as review_status
    from applied

    union all

    select
        project_id,
        master_project_id,
        false as is_applied,
        method,
        'low' as confidence,
        '可能是' || coalesce(other_name, '') || coalesce('，' || cast(other_amount_cny as {{ dbt.type_string() }}) || '元', '')
        || coalesce('；复核：' || review_reason, '') as evidence_text,
        coalesce(reviewed_status, 'open') as review_status
    from candidates
)

select * from final
