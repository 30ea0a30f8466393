with projects as (
    select * from {{ ref('dim_projects') }}
),

programs as (
    select distinct project_id from {{ ref('bridge_project_programs') }}
),

decided as (
    select * from {{ ref('int_project_programs_decided') }}
),

annual_budgets as (
    select
        project_id,
        total_amount_cny
    from {{ ref('fct_project_budgets') }}
    where horizon = 'annual'
),

nearest as (
    select
        *,
        row_number() over (partition by project_id order by nearness_rank, program_id) as nearness
    from decided
),

candidates as (
    select
        project_id,
        count(*) as candidate_count,
        max(case when nearness = 1 then program_id end) as nearest_program_id,
        max(case when nearness = 1 then verdict end) as nearest_reason,
        max(case when nearness = 1 then evidence_place end) as nearest_place,
        max(case when nearness = 1 then matched_words_text end) as nearest_words_text,
        max(case when nearness = 1 then excluding_words_text end) as nearest_excluding_words_text,
        max(case when nearness = 2 then program_id end) as second_program_id,
        max(case when nearness = 2 then verdict end) as second_reason
    from nearest
    group by project_id
),

final as (
    select
        projects.project_id,
        projects.project_name,
        projects.form_type,
        annual_budgets.total_amount_cny,
        cast(coalesce(candidates.candidate_count, 0) as integer) as candidate_count,
        candidates.nearest_program_id,
        coalesce(candidates.nearest_reason, 'no_candidate') as nearest_reason,
        candidates.nearest_place,
        candidates.nearest_words_text,
        candidates.nearest_excluding_words_text,
        candidates.second_program_id,
        candidates.second_reason,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.page_number,
        projects.line_number,
        projects.table_number,
        projects.row_number
    from projects
    left join programs on projects.project_id = programs.project_id
    left join candidates on projects.project_id = candidates.project_id
    left join annual_budgets on projects.project_id = annual_budgets.project_id
    where programs.project_id is null and projects.form_type <> 'department_targets'
)

select * from final
