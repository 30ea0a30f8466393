with

int_narrative_claims_bounded as (

    select * from {{ ref('int_narrative_claims_bounded') }}

),

int_narrative_claims_matched as (

    select * from {{ ref('int_narrative_claims_matched') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

-- Changes against last year of a row that prints both years.
changes as (

    select
        int_narrative_claims_bounded.document_id,
        int_narrative_claims_bounded.narrative_claim_id,
        int_narrative_claims_bounded.subject_label,
        int_narrative_claims_bounded.printed_slack_cny,
        int_narrative_claims_bounded.rate_slack_percent,
        case int_narrative_claims_bounded.direction when 'decrease' then -1 when 'increase' then 1 else 0 end
        * abs(int_narrative_claims_bounded.amount_cny) as stated_amount_cny,
        case int_narrative_claims_bounded.direction when 'decrease' then -1 when 'increase' then 1 else 0 end
        * abs(int_narrative_claims_bounded.rate_percent) as stated_percent,
        int_budget_lines_classified.total_amount_cny,
        int_budget_lines_classified.prior_year_total_amount_cny,
        coalesce(int_budget_lines_classified.printed_step_cny, 0) / 2 as row_slack_cny,
        case
            when int_narrative_claims_bounded.direction is null then 'the prose does not say whether it rose or fell'
            when int_budget_lines_classified.has_ambiguous then 'a figure stands in no certain column'
            when int_budget_lines_classified.unit_basis = 'unknown' then 'the unit is not known'
        end as reason
    from int_narrative_claims_bounded
    inner join int_narrative_claims_matched
        on int_narrative_claims_bounded.narrative_claim_id = int_narrative_claims_matched.narrative_claim_id
    inner join int_budget_lines_classified
        on int_narrative_claims_matched.matched_id = int_budget_lines_classified.budget_line_id
    where
        int_narrative_claims_bounded.kind = 'change'
        and int_narrative_claims_matched.comparison_basis = 'prior_year'
        and int_narrative_claims_matched.matched_column = 'total_amount_cny'
        and int_budget_lines_classified.total_amount_cny is not null
        and int_budget_lines_classified.prior_year_total_amount_cny is not null

),

rates as (

    select
        'R131' as rule_id,
        document_id,
        narrative_claim_id,
        subject_label || '，与上年数相比' as subject,
        cast(
            100 * cast(total_amount_cny - prior_year_total_amount_cny as double) / nullif(cast(prior_year_total_amount_cny as double), 0)
            as decimal(28, 4)
        ) as expected_value,
        stated_percent as actual_value,
        cast(
            rate_slack_percent
            + 100 * cast(row_slack_cny as double) * (cast(total_amount_cny + prior_year_total_amount_cny as double))
            / nullif(cast(prior_year_total_amount_cny as double) * cast(prior_year_total_amount_cny as double), 0)
            as decimal(28, 6)
        ) as tolerance,
        coalesce(reason, case when prior_year_total_amount_cny = 0 then 'there is no figure of last year' end) as reason
    from changes
    where stated_percent is not null

),

amounts as (

    select
        'R132' as rule_id,
        document_id,
        narrative_claim_id,
        subject_label || '，与上年数相比' as subject,
        total_amount_cny - prior_year_total_amount_cny as expected_value,
        stated_amount_cny as actual_value,
        printed_slack_cny + 2 * row_slack_cny as tolerance,
        reason
    from changes
    where stated_amount_cny is not null

),

tables as (

    select
        document_id,
        max(case when prior_year_total_amount_cny is not null then 1 else 0 end) = 1 as has_prior_years
    from int_budget_lines_classified
    group by document_id

),

stated as (

    select
        *,
        max(case when amount_cny is not null then 1 else 0 end)
            over (partition by document_id, section_key, sentence_key, direction) as has_amount
    from int_narrative_claims_bounded
    where kind = 'change' and direction in ('increase', 'decrease')

),

-- A rate alone can be recomputed from the columns of the tables, or not at all.
bases as (

    select
        'R147' as rule_id,
        stated.document_id,
        stated.narrative_claim_id,
        stated.subject_label || case stated.direction when 'decrease' then '减少' else '增加' end
        || {{ format_number('abs(stated.rate_percent)') }} || '%' as subject,
        1 as expected_value,
        stated.has_amount as actual_value,
        0 as tolerance,
        case
            when stated.rate_percent = 0 then 'nothing has changed'
            when stated.has_amount = 0 and coalesce(tables.has_prior_years, false) then 'the tables print the prior year'
        end as reason
    from stated
    left join tables on stated.document_id = tables.document_id
    where stated.rate_percent is not null

),

unioned as (

    select * from rates
    union all
    select * from amounts
    union all
    select * from bases

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
