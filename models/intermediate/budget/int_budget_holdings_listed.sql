{#- What each table of a document holds for one question, added up: one statement, one agency, one stage. -#}
with leaves as (
    select * from {{ ref('int_budget_leaves_listed') }}
),

final as (
    select
        budget_holding_id,
        subject,
        stage,
        statement,
        classification,
        preference,
        document_id,
        table_number,
        agency_id,
        sum(amount_cny) as amount_cny,
        count(amount_cny) as amount_count
    from leaves
    group by
        budget_holding_id, subject, stage, statement, classification, preference, document_id, table_number, agency_id
    having count(amount_cny) > 0
)

select * from final
