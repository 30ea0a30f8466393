with claims as (
    select * from {{ ref('int_narrative_claims_valued') }}
),

subjects as (
    select * from {{ ref('int_narrative_subjects_resolved') }}
),

line_candidates as (
    select * from {{ ref('int_narrative_line_candidates_listed') }}
),

project_candidates as (
    select * from {{ ref('int_narrative_project_candidates_listed') }}
),

candidates as (
    select
        narrative_claim_id,
        matched_table,
        matched_id,
        matched_column,
        matched_amount_cny,
        candidate_rank
    from line_candidates
    union all
    select
        narrative_claim_id,
        matched_table,
        matched_id,
        matched_column,
        matched_amount_cny,
        candidate_rank
    from project_candidates
),

best_ranks as (
    select
        narrative_claim_id,
        min(candidate_rank) as candidate_rank
    from candidates
    group by narrative_claim_id
),

-- Rows that print different amounts under one name leave a claim unmatched; the amount of the claim never decides.
matches as (
    select
        candidates.narrative_claim_id,
        min(candidates.matched_table) as matched_table,
        min(candidates.matched_id) as matched_id,
        min(candidates.matched_column) as matched_column,
        min(candidates.matched_amount_cny) as matched_amount_cny
    from candidates
    inner join best_ranks
        on
            candidates.narrative_claim_id = best_ranks.narrative_claim_id
            and candidates.candidate_rank = best_ranks.candidate_rank
    group by candidates.narrative_claim_id
    having
        count(distinct candidates.matched_amount_cny) + max(case when candidates.matched_amount_cny is null then 1 else 0 end) = 1
),

final as (
    select
        claims.narrative_claim_id,
        claims.claim_number,
        claims.section_text,
        claims.subject_text,
        subjects.subject_key,
        claims.kind,
        claims.amount_cny,
        claims.ratio,
        claims.value,
        claims.value_text,
        claims.unit_text,
        claims.direction,
        claims.comparison_basis,
        claims.comparison_text,
        claims.sentence_text,
        matches.matched_table,
        matches.matched_id,
        matches.matched_column,
        matches.matched_amount_cny,
        claims.agency_id,
        claims.region_code,
        claims.fiscal_year,
        claims.document_id,
        claims.page_number,
        claims.line_number
    from claims
    inner join subjects on claims.narrative_claim_id = subjects.narrative_claim_id
    left join matches on claims.narrative_claim_id = matches.narrative_claim_id
)

select * from final
