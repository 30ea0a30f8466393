with projects as (
    select * from {{ ref('int_projects_named') }}
),

evaluations as (
    select * from {{ ref('stg_self_evaluations') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

counted as (
    select * from {{ ref('int_projects_counted') }}
),

origins as (
    select * from {{ ref('int_funding_origins_read') }}
),

periods as (
    select * from {{ ref('int_covered_periods_read') }}
),

programs as (
    select * from {{ ref('int_project_programs_decided') }}
),

named as (
    select
        projects.*,
        programs.program_id,
        evaluations.achieved_goal_text,
        {{ read_points('evaluations.total_score_text') }} as total_score,
        evaluations.grade_text,
        origins.funding_document_numbers_text as listed_document_numbers_text,
        origins.funding_document_issuer_level,
        origins.funding_origin_level,
        origins.funding_origin_basis,
        origins.funding_origin_text,
        periods.covered_start_date,
        periods.covered_end_date,
        periods.covered_months,
        periods.covered_period_text,
        periods.covered_period_basis,
        counted.master_project_id,
        counted.is_counted,
        counted.counting_reason
    from projects
    inner join published on projects.document_id = published.document_id
    inner join counted on projects.project_id = counted.project_id
    inner join origins on projects.project_id = origins.project_id
    left join periods on projects.project_id = periods.project_id
    left join evaluations on projects.project_id = evaluations.project_id
    left join programs on projects.project_id = programs.project_id and programs.share_basis = 'whole'
),

final as (
    select
        project_id,
        master_project_id,
        project_name,
        form_type,
        form_number,
        region_name,
        department_agency_id,
        department_agency_name,
        implementing_agency_id,
        implementing_agency_name,
        program_id,
        project_attribute,
        period_text,
        period_start_year,
        period_end_year,
        midterm_period_text,
        covered_start_date,
        covered_end_date,
        covered_months,
        covered_period_text,
        covered_period_basis,
        funding_document_number,
        listed_document_numbers_text as funding_document_numbers_text,
        funding_document_issuer_level,
        funding_origin_level,
        funding_origin_basis,
        funding_origin_text,
        manager_name,
        annual_goal_text,
        midterm_goal_text,
        achieved_goal_text,
        total_score,
        grade_text,
        counting_reason,
        is_name_truncated,
        is_counted,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number,
        table_number,
        row_number
    from named
)

select * from final
