with projects as (
    select * from {{ ref('int_projects_identified') }}
),

indicators as (
    select * from {{ ref('int_indicator_targets_categorised') }}
),

rules as (
    select * from {{ ref('program_rules') }}
),

exclusions as (
    select * from {{ ref('program_exclusions') }}
),

-- Texts repeat from form to form and from year to year: each is read once.
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

folded as (
    select
        evidence_place,
        evidence_text,
        {{ fold_text('evidence_text') }} as folded_text
    from printed
    where evidence_text is not null
),

-- A word costs little to look for; only where it stands are the patterns tried.
held as (
    select
        folded.evidence_place,
        folded.evidence_text,
        folded.folded_text,
        rules.program_rule_id,
        rules.program_id,
        rules.word,
        rules.must_pattern,
        rules.may_pattern,
        rules.must_not_pattern,
        exclusions.pattern as exclusion_pattern
    from folded
    inner join rules
        on
            instr(folded.folded_text, rules.word) > 0
            and (folded.evidence_place <> 'indicator' or rules.decides_elsewhere)
    left join exclusions on rules.exclusion = exclusions.exclusion
),

-- Each pattern is tried only where the ones before leave the programme open.
required as (
    select
        *,
        case when must_pattern is not null then nullif({{ extract_listed_pattern('folded_text', 'must_pattern', 'program_rules', 'must_pattern') }}, '') end as required_words
    from held
),

final as (
    select
        evidence_place,
        evidence_text,
        program_rule_id,
        program_id,
        word,
        must_pattern is null or required_words is not null as has_required_words,
        required_words,
        case
            when may_pattern is not null and (must_pattern is null or required_words is not null)
                then nullif({{ extract_listed_pattern('folded_text', 'may_pattern', 'program_rules', 'may_pattern') }}, '')
        end as supporting_words,
        coalesce(
            case when must_not_pattern is not null then nullif({{ extract_listed_pattern('folded_text', 'must_not_pattern', 'program_rules', 'must_not_pattern') }}, '') end,
            case
                when exclusion_pattern is not null and (must_pattern is null or required_words is not null)
                    then nullif({{ extract_listed_pattern('folded_text', 'exclusion_pattern', 'program_exclusions', 'pattern') }}, '')
            end
        ) as excluding_words
    from required
)

select * from final
