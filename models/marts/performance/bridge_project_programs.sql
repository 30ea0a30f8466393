with decided as (
    select * from {{ ref('int_project_programs_decided') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

final as (
    select
        decided.project_id,
        decided.program_id,
        decided.program_rule_id,
        decided.share_basis,
        decided.confidence,
        decided.evidence_place,
        decided.matched_words_text,
        decided.evidence_text,
        decided.context_text,
        decided.functional_code,
        decided.is_judgement,
        projects.form_type,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.page_number,
        projects.line_number,
        projects.table_number,
        projects.row_number
    from decided
    inner join projects on decided.project_id = projects.project_id
    inner join published on projects.document_id = published.document_id
    where decided.verdict = 'matched'
)

select * from final
