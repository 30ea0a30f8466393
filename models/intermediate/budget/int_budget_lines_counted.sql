with leaves as (
    select * from {{ ref('int_budget_leaves_listed') }}
),

holdings as (
    select * from {{ ref('int_budget_holdings_counted') }}
),

final as (
    select distinct
        leaves.budget_line_id,
        holdings.statement_basis,
        holdings.is_counted,
        holdings.counting_reason
    from leaves
    inner join holdings on leaves.budget_holding_id = holdings.budget_holding_id
    -- A source of revenue without an amount is no money, on whichever page of its table it stands.
    where leaves.subject != 'revenue' or leaves.amount_cny is not null
)

select * from final
