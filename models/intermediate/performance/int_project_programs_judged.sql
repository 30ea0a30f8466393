with projects as (
    select * from {{ ref('int_projects_identified') }}
),

indicators as (
    select * from {{ ref('int_indicator_targets_categorised') }}
),

candidates as (
    select * from {{ ref('int_program_candidates_listed') }}
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

texts as (
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
    select distinct
        indicators.project_id,
        'indicator' as evidence_place,
        {{ indicator_evidence('indicators.indicator_name', 'indicators.target_text') }} as evidence_text
    from indicators
    inner join projects on indicators.project_id = projects.project_id
    where projects.form_type <> 'department_targets'
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
    where texts.evidence_place <> 'name' and texts.evidence_text is not null
    group by projects.region_code, projects.fiscal_year, texts.evidence_place, texts.evidence_text
    having min(projects.name_folded) <> max(projects.name_folded)
),

own_texts as (
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
    where
        held.evidence_place = 'name'
        and held.context_pattern is not null
        and own_texts.evidence_place <> 'name'
        and not own_texts.is_copied
        and {{ matches_listed_pattern('own_texts.evidence_text', 'held.context_pattern', 'program_rules', 'context_pattern') }}
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
