with projects as (
    select * from {{ ref('int_projects_identified') }}
),

indicators as (
    select * from {{ ref('stg_indicator_rows') }}
),

candidates as (
    select * from {{ ref('int_program_candidates_listed') }}
),

context_texts as (
    select * from {{ ref('int_program_contexts_listed') }}
),

printed as (
    select
        project_id,
        'name' as evidence_place,
        project_name as evidence_text
    from projects
    where form_type <> 'department_targets'
    union all
    select
        project_id,
        'goal' as evidence_place,
        coalesce(annual_goal_text, midterm_goal_text) as evidence_text
    from projects
    where form_type <> 'department_targets'
    union all
    select
        indicators.project_id,
        'indicator' as evidence_place,
        {{ indicator_evidence('indicators.indicator_name', 'indicators.target_text') }} as evidence_text
    from indicators
    inner join projects on indicators.project_id = projects.project_id
    where projects.form_type <> 'department_targets'
),

-- Few texts of all hold a word of a programme.
telling as (
    select
        evidence_place,
        evidence_text
    from candidates
    union
    select
        evidence_place,
        evidence_text
    from context_texts
),

texts as (
    select distinct
        printed.project_id,
        printed.evidence_place,
        printed.evidence_text
    from printed
    inner join telling
        on
            printed.evidence_place = telling.evidence_place
            and printed.evidence_text = telling.evidence_text
),

-- A goal or an indicator that another project of the place prints too was copied from one of them: it tells nothing of either.
copied as (
    select
        projects.region_code,
        projects.fiscal_year,
        texts.evidence_place,
        texts.evidence_text
    from texts
    inner join projects on texts.project_id = projects.project_id
    where texts.evidence_place <> 'name'
    group by projects.region_code, projects.fiscal_year, texts.evidence_place, texts.evidence_text
    having min(projects.name_folded) <> max(projects.name_folded)
),

final as (
    select
        texts.*,
        projects.document_id,
        projects.name_folded,
        copied.evidence_text is not null as is_copied
    from texts
    inner join projects on texts.project_id = projects.project_id
    left join copied
        on
            projects.region_code = copied.region_code
            and projects.fiscal_year = copied.fiscal_year
            and texts.evidence_place = copied.evidence_place
            and texts.evidence_text = copied.evidence_text
)

select * from final
