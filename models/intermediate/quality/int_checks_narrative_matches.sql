with

int_narrative_claims_bounded as (

    select * from {{ ref('int_narrative_claims_bounded') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_project_fundings_converted as (

    select * from {{ ref('int_project_fundings_converted') }}

),

matched_rows as (

    select
        'fct_budget_lines' as matched_table,
        budget_line_id as matched_id,
        coalesce(printed_step_cny, 0) / 2 as slack_cny
    from int_budget_lines_classified
    union all
    select
        'fct_project_budgets' as matched_table,
        project_id || '-' || horizon as matched_id,
        coalesce(max(printed_step_cny), 0) / 2 as slack_cny
    from int_project_fundings_converted
    where funding_source = 'total'
    group by project_id, horizon

),

checked as (

    select
        'R63' as rule_id,
        int_narrative_claims_bounded.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        int_narrative_claims_bounded.narrative_claim_id as fact_id,
        int_narrative_claims_bounded.subject_label as subject,
        int_narrative_claims_bounded.matched_amount_cny as expected_value,
        int_narrative_claims_bounded.amount_cny as actual_value,
        int_narrative_claims_bounded.printed_slack_cny + coalesce(matched_rows.slack_cny, 0) as tolerance,
        case
            when int_narrative_claims_bounded.matched_amount_cny is null then 'no table row matches the sentence'
            when
                {{ is_ten_thousandfold('int_narrative_claims_bounded.amount_cny', 'int_narrative_claims_bounded.matched_amount_cny') }}
                then 'the two are in different units, which another rule reports'
        end as reason
    from int_narrative_claims_bounded
    left join matched_rows
        on
            int_narrative_claims_bounded.matched_table = matched_rows.matched_table
            and int_narrative_claims_bounded.matched_id = matched_rows.matched_id
    where
        int_narrative_claims_bounded.kind = 'amount'
        and int_narrative_claims_bounded.amount_cny is not null

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
