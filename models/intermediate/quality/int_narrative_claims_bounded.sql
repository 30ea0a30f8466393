with

int_narrative_claims_matched as (

    select * from {{ ref('int_narrative_claims_matched') }}

),

stg_narrative_claims as (

    select * from {{ ref('stg_narrative_claims') }}

),

printed as (

    select
        int_narrative_claims_matched.narrative_claim_id,
        int_narrative_claims_matched.document_id,
        stg_narrative_claims.claim_number,
        int_narrative_claims_matched.kind,
        int_narrative_claims_matched.direction,
        int_narrative_claims_matched.subject_text,
        int_narrative_claims_matched.unit_text,
        int_narrative_claims_matched.amount_cny,
        int_narrative_claims_matched.value,
        int_narrative_claims_matched.matched_table,
        int_narrative_claims_matched.matched_id,
        int_narrative_claims_matched.matched_amount_cny,
        coalesce({{ fold_text('stg_narrative_claims.section_text') }}, '') as section_key,
        coalesce({{ fold_text('stg_narrative_claims.sentence_text') }}, '') as sentence_key,
        coalesce({{ fold_text('stg_narrative_claims.subject_text') }}, '') as subject_key,
        coalesce({{ fold_text('stg_narrative_claims.comparison_text') }}, '') as comparison_key,
        {{ to_number('stg_narrative_claims.value_text') }} as printed_value,
        {{ printed_step('stg_narrative_claims.value_text') }} as printed_step
    from int_narrative_claims_matched
    inner join stg_narrative_claims
        on int_narrative_claims_matched.narrative_claim_id = stg_narrative_claims.narrative_claim_id

),

stepped as (

    select
        *,
        case when unit_text in ('%', '％') then cast(printed_value as double) end as rate_percent,
        case
            when amount_cny <> 0 then cast(printed_step as double) * abs(cast(amount_cny as double) / cast(printed_value as double))
        end as step_cny
    from printed

),

bounded as (

    select
        *,
        min(step_cny) over (partition by document_id, unit_text) as finest_step_cny
    from stepped

),

-- Prose drops zeros after the decimal point, so the finest amount of a document tells how its amounts are rounded. Where two
-- amounts are divided, one with fewer places is taken as exact.
final as (

    select
        narrative_claim_id,
        document_id,
        claim_number,
        section_key,
        sentence_key,
        subject_key,
        regexp_replace(comparison_key, '^(占|完成)', '') as basis_key,
        coalesce(subject_text, '（未写明对象）') as subject_label,
        kind,
        direction,
        unit_text,
        amount_cny,
        value,
        rate_percent,
        case when rate_percent is not null then cast(printed_step as double) / 2 end as rate_slack_percent,
        case when amount_cny is not null then coalesce(step_cny, 0) / 2 end as printed_slack_cny,
        case
            when amount_cny = 0 then 0
            when amount_cny is not null then finest_step_cny / 2
        end as finest_slack_cny,
        case
            when amount_cny = 0 or step_cny > finest_step_cny then 0
            when amount_cny is not null then step_cny / 2
        end as division_slack_cny,
        comparison_key like '完成%' as is_completion,
        matched_table,
        matched_id,
        matched_amount_cny
    from bounded

)

select * from final
