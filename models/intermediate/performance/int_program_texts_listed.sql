with projects as (
    select * from {{ ref('int_projects_identified') }}
),

indicators as (
    select * from {{ ref('stg_indicator_rows') }}
),

printed as (
    select distinct
        'name' as evidence_place,
        project_name as evidence_text
    from projects
    where form_type <> 'department_targets'
    union all
    select distinct
        'goal' as evidence_place,
        coalesce(annual_goal_text, midterm_goal_text) as evidence_text
    from projects
    where form_type <> 'department_targets'
    union all
    select distinct
        'indicator' as evidence_place,
        {{ indicator_evidence('indicator_name', 'target_text') }} as evidence_text
    from indicators
),

final as (
    select * from printed
    where evidence_text is not null
)

select * from final
