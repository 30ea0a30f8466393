with texts as (
    select * from {{ ref('int_program_texts_listed') }}
),

patterns as (
    select distinct context_pattern from {{ ref('program_rules') }}
    where context_pattern is not null
),

final as (
    select
        texts.evidence_place,
        texts.evidence_text,
        patterns.context_pattern
    from texts
    inner join patterns
        on {{ matches_listed_pattern('texts.evidence_text', 'patterns.context_pattern', 'program_rules', 'context_pattern') }}
    where texts.evidence_place <> 'name'
)

select * from final
