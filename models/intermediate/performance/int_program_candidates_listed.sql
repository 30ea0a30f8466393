with texts as (
    select * from {{ ref('int_program_texts_listed') }}
),

rules as (
    select * from {{ ref('program_rules') }}
),

exclusions as (
    select * from {{ ref('program_exclusions') }}
),

folded as (
    select
        evidence_place,
        evidence_text,
        {{ fold_text('evidence_text') }} as folded_text
    from texts
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
