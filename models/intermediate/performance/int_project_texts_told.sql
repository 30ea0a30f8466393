with projects as (
    select * from {{ ref('int_projects_identified') }}
),

printed as (
    select * from {{ ref('int_project_texts_printed') }}
),

candidates as (
    select * from {{ ref('int_program_candidates_listed') }}
),

context_texts as (
    select * from {{ ref('int_program_contexts_listed') }}
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
        printed.evidence_text,
        projects.document_id,
        projects.name_folded,
        projects.region_code,
        projects.fiscal_year
    from printed
    inner join telling
        on
            printed.evidence_place = telling.evidence_place
            and printed.evidence_text = telling.evidence_text
    inner join projects on printed.project_id = projects.project_id
    where projects.form_type <> 'department_targets'
),

-- A goal or an indicator that another project of the place prints too was copied from one of them: it tells nothing of either.
copied as (
    select
        region_code,
        fiscal_year,
        evidence_place,
        evidence_text
    from texts
    where evidence_place <> 'name'
    group by region_code, fiscal_year, evidence_place, evidence_text
    having min(name_folded) <> max(name_folded)
),

final as (
    select
        texts.project_id,
        texts.evidence_place,
        texts.evidence_text,
        texts.document_id,
        texts.name_folded,
        copied.evidence_text is not null as is_copied
    from texts
    left join copied
        on
            texts.region_code = copied.region_code
            and texts.fiscal_year = copied.fiscal_year
            and texts.evidence_place = copied.evidence_place
            and texts.evidence_text = copied.evidence_text
)

select * from final
