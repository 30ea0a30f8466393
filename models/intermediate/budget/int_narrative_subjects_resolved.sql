with claims as (
    select * from {{ ref('int_narrative_claims_valued') }}
),

claim_subjects as (
    select * from {{ ref('claim_subjects') }}
),

folded as (
    select
        *,
        coalesce({{ fold_name(first_match('section_text', '([^/]*)$')) }}, '') as heading,
        coalesce({{ fold_name('subject_text') }}, '') as folded_subject
    from claims
),

-- Under a heading that is a class (…（项）), figures that only say 年初预算 or 支出决算 are figures of that class.
named as (
    select
        *,
        case
            when
                {{ has_match('heading', '[(][类款项][)]$') }}
                and {{ has_match('folded_subject', '^(年初|调整|支出|预算|决算|数|执行)+$') }}
                then heading
            else folded_subject
        end as subject_key
    from folded
),

described as (
    select
        *,
        case
            when {{ has_match('subject_key', '[(]项[)](支出)?$') }} then 'item'
            when {{ has_match('subject_key', '[(]款[)](支出)?$') }} then 'section'
            when {{ has_match('subject_key', '[(]类[)](支出)?$') }} then 'class'
        end as class_level,
        regexp_replace(
            coalesce({{ first_match('subject_key', '^(.*[(][类款][)])?(.*)[(][类款项][)](支出)?$', 2) }}, subject_key),
            '((年初)?预算数?|决算数?|安排)+$', ''{{ global_replace() }}
        ) as row_key,
        case
            when {{ has_match("heading || '|' || subject_key", '三公|因公出国|公务接待|公务用?车') }} then 'three_public'
            when {{ has_match("heading || '|' || subject_key", '政府性基金') }} then 'government_fund'
            when {{ has_match("heading || '|' || subject_key", '国有资本经营') }} then 'state_capital'
            when {{ has_match("heading || '|' || subject_key", '财政拨款支出|一般公共预算') }} then 'general_public_budget'
            else 'department_expenditure'
        end as context_statement,
        case
            when kind = 'amount' and {{ has_match('subject_key', '基本支出(预算|决算)?$') }} then 'basic'
            when kind = 'amount' and {{ has_match('subject_key', '项目支出(预算|决算)?$') }} then 'project'
        end as opened_scope,
        case
            when {{ has_match('folded_subject', '年初预算') }} then 'initial_budget'
            when {{ has_match('folded_subject', '调整预算') }} then 'adjusted_budget'
            when {{ has_match('folded_subject', '决算') }} then 'final_accounts'
        end as stated_phase
    from named
),

-- 基本支出 353.7 万元，包括工资福利支出 …: what follows in the sentence, or in one that begins with 其中, is a part of it.
with_opening as (
    select
        *,
        max(case when opened_scope is not null then claim_number end) over (
            partition by document_id, section_text
            order by claim_number rows between unbounded preceding and 1 preceding
        ) as opening_claim_number
    from described
),

subjects as (
    select distinct subject_key from described
),

concept_ranks as (
    select
        subjects.subject_key,
        claim_subjects.subject_concept,
        row_number() over (partition by subjects.subject_key order by claim_subjects.priority) as concept_rank
    from subjects
    inner join claim_subjects on {{ matches_listed_pattern('subjects.subject_key', 'claim_subjects.subject_pattern', 'claim_subjects', 'subject_pattern') }}
),

final as (
    select
        with_opening.narrative_claim_id,
        with_opening.document_id,
        with_opening.kind,
        with_opening.comparison_basis,
        with_opening.heading,
        with_opening.subject_key,
        concept_ranks.subject_concept,
        with_opening.row_key,
        coalesce(nullif(regexp_replace(with_opening.row_key, '支出$', ''), ''), with_opening.row_key) as short_key,
        with_opening.class_level,
        with_opening.context_statement,
        with_opening.stated_phase,
        case when with_opening.opened_scope is null then openings.opened_scope end as scope
    from with_opening
    left join described as openings
        on
            with_opening.document_id = openings.document_id
            and with_opening.opening_claim_number = openings.claim_number
            and (with_opening.sentence_text = openings.sentence_text or with_opening.sentence_text like '其中%')
    left join concept_ranks
        on
            with_opening.subject_key = concept_ranks.subject_key
            and concept_ranks.concept_rank = 1
)

select * from final
