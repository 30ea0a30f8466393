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

changes as (

    select *
    from int_narrative_claims_bounded
    where
        kind = 'change'
        and direction in ('increase', 'decrease')

),

-- 减少 1.6 万元，下降 45%: the amount and the rate of one change stand side by side.
pairs as (

    select
        rates.narrative_claim_id,
        rates.document_id,
        rates.section_key,
        rates.sentence_key,
        rates.subject_key,
        rates.direction,
        rates.rate_percent,
        rates.rate_slack_percent,
        least(rates.claim_number, deltas.claim_number) as claim_number,
        abs(cast(deltas.amount_cny as double)) as delta_cny,
        deltas.division_slack_cny as delta_slack_cny
    from changes as rates
    inner join changes as deltas
        on
            rates.document_id = deltas.document_id
            and rates.section_key = deltas.section_key
            and rates.sentence_key = deltas.sentence_key
            and rates.direction = deltas.direction
            and abs(rates.claim_number - deltas.claim_number) = 1
    where
        rates.rate_percent is not null
        and deltas.amount_cny is not null

),

-- The figure that changed: an amount before the change, of the same subject (tier 1) or in the same sentence (tier 2).
candidates as (

    select
        pairs.*,
        cast(amounts.amount_cny as double) as present_cny,
        amounts.division_slack_cny as present_slack_cny,
        case
            when pairs.direction = 'decrease' then cast(amounts.amount_cny as double) + pairs.delta_cny
            else cast(amounts.amount_cny as double) - pairs.delta_cny
        end as prior_cny,
        case when amounts.subject_key = pairs.subject_key then 1 else 2 end as tier
    from pairs
    inner join amounts
        on
            pairs.document_id = amounts.document_id
            and pairs.section_key = amounts.section_key
            and pairs.claim_number > amounts.claim_number
    where
        amounts.subject_key = pairs.subject_key
        or amounts.sentence_key = pairs.sentence_key

),

rated as (

    select
        *,
        100 * delta_cny / prior_cny as expected_percent,
        rate_slack_percent
        + 100 * (delta_slack_cny * present_cny + present_slack_cny * delta_cny) / (prior_cny * prior_cny) as tolerance,
        min(tier) over (partition by narrative_claim_id) as best_tier
    from candidates
    where prior_cny > 0

),

-- Any candidate that fits is taken. If none does, a single one of the best tier is to blame, and several leave it open.
ranked as (

    select
        *,
        row_number() over (
            partition by narrative_claim_id
            order by
                case when abs(abs(rate_percent) - expected_percent) <= tolerance then 0 else 1 end,
                tier,
                abs(abs(rate_percent) - expected_percent),
                present_cny
        ) as fit_rank,
        min(case when tier = best_tier then present_cny end) over (partition by narrative_claim_id)
        < max(case when tier = best_tier then present_cny end) over (partition by narrative_claim_id) as has_several
    from rated

),

checked as (

    select
        'R31' as rule_id,
        changes.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        changes.narrative_claim_id as fact_id,
        changes.subject_label || '增减幅度' as subject,
        round(ranked.expected_percent, 4) as expected_value,
        abs(changes.rate_percent) as actual_value,
        round(ranked.tolerance, 6) as tolerance,
        case
            when ranked.narrative_claim_id is null then 'the amount, its change and the rate are not all stated'
            when ranked.has_several and abs(abs(ranked.rate_percent) - ranked.expected_percent) > ranked.tolerance
                then 'it is not clear which amount has changed'
        end as reason
    from changes
    left join ranked
        on
            changes.narrative_claim_id = ranked.narrative_claim_id
            and ranked.fit_rank = 1
    where changes.rate_percent is not null

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
