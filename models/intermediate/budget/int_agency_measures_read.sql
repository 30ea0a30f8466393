with claims as (
    select * from {{ ref('int_narrative_claims_matched') }}
),

measure_words as (
    select * from {{ ref('measure_words') }}
),

subjects as (
    select distinct
        subject_key,
        kind
    from claims
    where kind in ('amount', 'count') and comparison_basis = 'none'
),

named_subjects as (
    select
        subjects.subject_key,
        subjects.kind,
        measure_words.measure
    from subjects
    inner join measure_words
        on
            subjects.kind = measure_words.kind
            and {{ matches_listed_pattern('subjects.subject_key', 'measure_words.subject_pattern', 'measure_words', 'subject_pattern') }}
),

stated as (
    select
        claims.*,
        named_subjects.measure,
        cast(case when claims.kind = 'amount' then claims.amount_cny else claims.value end as decimal(28, 8)) as measure_value
    from claims
    inner join named_subjects
        on
            claims.subject_key = named_subjects.subject_key
            and claims.kind = named_subjects.kind
    where claims.comparison_basis = 'none'
),

-- Prose may state a measure again, of a part or of what is planned; the first statement counts.
numbered as (
    select
        *,
        row_number() over (partition by document_id, measure order by claim_number) as statement_number,
        min(measure_value) over (partition by document_id, measure)
        = max(measure_value) over (partition by document_id, measure) as is_consistent
    from stated
    where measure_value is not null
),

final as (
    select
        document_id || '-' || measure as agency_measure_id,
        measure,
        agency_id,
        measure_value as value,  -- noqa: RF04
        case when kind = 'amount' then '元' else unit_text end as unit_text,
        value_text || coalesce(unit_text, '') as value_text,
        subject_text,
        narrative_claim_id,
        is_consistent,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number
    from numbered
    where statement_number = 1
)

select * from final
