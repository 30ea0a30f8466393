with goals as (
    select * from {{ ref('stg_project_goals') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        goals.project_goal_id,
        goals.project_id,
        goals.horizon,
        goals.heading_text,
        goals.goal_text,
        projects.region_code,
        projects.fiscal_year,
        goals.document_id,
        goals.page_number,
        goals.line_number,
        goals.table_number,
        goals.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from goals
    inner join projects on goals.project_id = projects.project_id
    inner join published on goals.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_project_goals'
            and goals.project_goal_id = outcomes.fact_id
)

select * from final
