with

int_narrative_claims_bounded as (

    select * from {{ ref('int_narrative_claims_bounded') }}

),

amounts as (

    select *
    from int_narrative_claims_bounded
    where
        kind = 'amount'
        and amount_cny is not null

),

shares as (

    select *
    from int_narrative_claims_bounded
    where
        kind = 'share'
        and rate_percent is not null

),

-- The part of a share: the amount of the same subject that stands last before it in its section.
parts as (

    select
        shares.narrative_claim_id,
        max(amounts.claim_number) as part_number
    from shares
    inner join amounts
        on
            shares.document_id = amounts.document_id
            and shares.section_key = amounts.section_key
            and shares.subject_key = amounts.subject_key
            and shares.claim_number > amounts.claim_number
    group by shares.narrative_claim_id

),

sentence_heads as (

    select
        document_id,
        section_key,
        sentence_key,
        min(claim_number) as head_number
    from amounts
    group by document_id, section_key, sentence_key

),

-- What it may be a share of. Tier 1: amounts that go by the words of the share (占财政拨款支出的 …), the budget right before
-- a 完成预算的 …, or without words the first amount of the sentence. Tier 2: without words, any amount of the sentence.
candidates as (

    select
        shares.narrative_claim_id,
        shares.rate_percent,
        cast(amounts.amount_cny as double) as whole_cny,
        100 * cast(part_amounts.amount_cny as double) / cast(amounts.amount_cny as double) as expected_percent,
        shares.rate_slack_percent + 100 * (
            part_amounts.finest_slack_cny
            + abs(cast(part_amounts.amount_cny as double)) * amounts.finest_slack_cny / abs(cast(amounts.amount_cny as double))
        ) / abs(cast(amounts.amount_cny as double)) as tolerance,
        case when shares.basis_key = '' and amounts.claim_number <> sentence_heads.head_number then 2 else 1 end as tier
    from shares
    inner join parts
        on shares.narrative_claim_id = parts.narrative_claim_id
    inner join amounts as part_amounts
        on
            shares.document_id = part_amounts.document_id
            and parts.part_number = part_amounts.claim_number
    inner join amounts
        on
            shares.document_id = amounts.document_id
            and shares.section_key = amounts.section_key
            and shares.claim_number > amounts.claim_number
            and parts.part_number <> amounts.claim_number
    left join sentence_heads
        on
            shares.document_id = sentence_heads.document_id
            and shares.section_key = sentence_heads.section_key
            and shares.sentence_key = sentence_heads.sentence_key
    where
        amounts.amount_cny <> 0
        and case
            when shares.basis_key = '' then amounts.sentence_key = shares.sentence_key
            when shares.is_completion
                then
                    amounts.claim_number = parts.part_number - 1
                    and amounts.subject_key like '%' || shares.basis_key || '%'
            else amounts.subject_key like '%' || shares.basis_key || '%'
        end

),

-- Any candidate that fits is taken. If none does, a single one of tier 1 is to blame, and several leave it open.
ranked as (

    select
        *,
        row_number() over (
            partition by narrative_claim_id
            order by
                case when abs(rate_percent - expected_percent) <= tolerance then 0 else 1 end,
                tier,
                abs(rate_percent - expected_percent),
                whole_cny
        ) as fit_rank,
        coalesce(
            min(case when tier = 1 then whole_cny end) over (partition by narrative_claim_id)
            = max(case when tier = 1 then whole_cny end) over (partition by narrative_claim_id),
            false
        ) as has_one_whole
    from candidates

),

checked as (

    select
        'R30' as rule_id,
        shares.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        shares.narrative_claim_id as fact_id,
        shares.subject_label || '占比' as subject,
        round(ranked.expected_percent, 4) as expected_value,
        shares.rate_percent as actual_value,
        round(ranked.tolerance, 6) as tolerance,
        case
            when parts.part_number is null then 'the part is not stated in the section'
            when ranked.narrative_claim_id is null then 'the whole is not stated in the section'
            when not ranked.has_one_whole and abs(ranked.rate_percent - ranked.expected_percent) > ranked.tolerance
                then 'it is not clear which amount is the whole'
        end as reason
    from shares
    left join parts
        on shares.narrative_claim_id = parts.narrative_claim_id
    left join ranked
        on
            shares.narrative_claim_id = ranked.narrative_claim_id
            and ranked.fit_rank = 1

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
