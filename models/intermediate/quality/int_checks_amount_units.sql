with

int_narrative_claims_bounded as (

    select * from {{ ref('int_narrative_claims_bounded') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_checks_budget_statements as (

    select * from {{ ref('int_checks_budget_statements') }}

),

-- Tables whose unit other tables already contradict.
contradicted as (

    select distinct int_budget_lines_classified.budget_table_id
    from int_checks_budget_statements
    inner join int_budget_lines_classified
        on int_checks_budget_statements.fact_id = int_budget_lines_classified.budget_line_id
    where
        int_checks_budget_statements.rule_id = 'R128'
        and int_checks_budget_statements.outcome = 'fail'

),

-- One wrong unit makes every amount of a table differ: the first is reported.
claims as (

    select
        int_narrative_claims_bounded.document_id,
        int_narrative_claims_bounded.narrative_claim_id,
        int_narrative_claims_bounded.claim_number,
        int_narrative_claims_bounded.subject_label,
        int_narrative_claims_bounded.amount_cny,
        int_narrative_claims_bounded.matched_amount_cny,
        coalesce(int_budget_lines_classified.budget_table_id, int_narrative_claims_bounded.matched_id) as matched_key,
        contradicted.budget_table_id is not null as is_contradicted,
        {{ is_ten_thousandfold('int_narrative_claims_bounded.amount_cny', 'int_narrative_claims_bounded.matched_amount_cny') }}
            as is_other_unit
    from int_narrative_claims_bounded
    left join int_budget_lines_classified
        on int_narrative_claims_bounded.matched_id = int_budget_lines_classified.budget_line_id
    left join contradicted
        on int_budget_lines_classified.budget_table_id = contradicted.budget_table_id
    where
        int_narrative_claims_bounded.kind = 'amount'
        and int_narrative_claims_bounded.amount_cny <> 0
        and int_narrative_claims_bounded.matched_amount_cny <> 0

),

ordered as (

    select
        *,
        row_number() over (partition by document_id, matched_key, is_other_unit order by claim_number) as mention_number
    from claims

),

-- Without the factor the two are compared by another rule, so here an amount passes with its own figure.
checked as (

    select
        'R127' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        narrative_claim_id as fact_id,
        subject_label as subject,
        case when is_other_unit then matched_amount_cny else amount_cny end as expected_value,
        amount_cny as actual_value,
        0 as tolerance,
        case
            when is_other_unit and is_contradicted then 'other tables contradict the unit of this one'
            when is_other_unit and mention_number > 1 then 'the first amount of this table in another unit is reported'
        end as reason
    from ordered

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
