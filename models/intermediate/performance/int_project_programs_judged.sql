with own_texts as (
    select * from {{ ref('int_project_texts_told') }}
),

candidates as (
    select * from {{ ref('int_program_candidates_listed') }}
),

context_texts as (
    select * from {{ ref('int_program_contexts_listed') }}
),

rules as (
    select * from {{ ref('program_rules') }}
),

programs as (
    select * from {{ ref('programs') }}
),

document_codes as (
    select distinct
        document_id,
        full_code as functional_code
    from {{ ref('int_budget_lines_classified') }}
    where row_kind = 'function' and full_code is not null
),

held as (
    select
        own_texts.project_id,
        own_texts.document_id,
        own_texts.name_folded,
        own_texts.is_copied,
        candidates.*,
        rules.context_pattern,
        rules.functional_code,
        rules.confidence,
        rules.decides_elsewhere,
        rules.is_judgement,
        programs.is_generic,
        programs.yields_to_program_id
    from own_texts
    inner join candidates
        on
            own_texts.evidence_place = candidates.evidence_place
            and own_texts.evidence_text = candidates.evidence_text
    inner join rules on candidates.program_rule_id = rules.program_rule_id
    inner join programs on candidates.program_id = programs.program_id
),

contexts as (
    select
        held.project_id,
        held.program_rule_id,
        min(own_texts.evidence_text) as context_text
    from held
    inner join own_texts on held.project_id = own_texts.project_id
    inner join context_texts
        on
            held.context_pattern = context_texts.context_pattern
            and own_texts.evidence_place = context_texts.evidence_place
            and own_texts.evidence_text = context_texts.evidence_text
    where held.evidence_place = 'name' and not own_texts.is_copied
    group by held.project_id, held.program_rule_id
),

supports as (
    select
        held.project_id,
        held.program_rule_id,
        min(document_codes.functional_code) as functional_code
    from held
    inner join document_codes
        on
            held.document_id = document_codes.document_id
            and instr(document_codes.functional_code, held.functional_code) = 1
    group by held.project_id, held.program_rule_id
),

final as (
    select
        held.*,
        contexts.context_text,
        supports.functional_code as document_functional_code,
        case
            when not held.has_required_words then 'words_missing'
            when held.excluding_words is not null then 'excluded_words'
            when held.evidence_place = 'name' and held.context_pattern is not null and contexts.context_text is null
                then 'context_missing'
            when held.evidence_place <> 'name' and held.is_copied then 'copied_text'
            when held.evidence_place <> 'name' and (not held.decides_elsewhere or held.context_pattern is not null)
                then 'not_in_name'
            else 'matched'
        end as verdict
    from held
    left join contexts
        on
            held.project_id = contexts.project_id
            and held.program_rule_id = contexts.program_rule_id
    left join supports
        on
            held.project_id = supports.project_id
            and held.program_rule_id = supports.program_rule_id
)

select * from final
