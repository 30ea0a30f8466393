{#-
  The leaves that answer one question (subject) each. Statements that answer the same question are ranked: those of one preference
  are different money and add up (政府性基金 beside 一般公共预算), those of another tell of the same money.
-#}
with budget_lines as (
    select * from {{ ref('int_budget_lines_classified') }}
),

revenues as (
    select * from {{ ref('int_revenues_united') }}
),

three_public_expenses as (
    select * from {{ ref('int_three_public_expenses_pivoted') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

leaves as (
    select
        'functional' as subject,
        case when statement = 'department_expenditure' then 1 else 2 end as preference,
        'all' as classification,
        budget_line_id as leaf_id,
        budget_line_id,
        document_id,
        table_number,
        agency_id,
        statement,
        phase,
        total_amount_cny as amount_cny
    from budget_lines
    where
        is_leaf
        and row_kind = 'function'
        and statement in ('department_expenditure', 'general_public_budget', 'government_fund', 'state_capital')

    union all

    select
        'economic' as subject,
        case when substr(full_code, 1, 1) = '5' then 2 else 1 end as preference,
        case when substr(full_code, 1, 1) = '5' then 'government' else 'department' end as classification,
        budget_line_id as leaf_id,
        budget_line_id,
        document_id,
        table_number,
        agency_id,
        statement,
        phase,
        coalesce(total_amount_cny, personnel_amount_cny, operating_amount_cny) as amount_cny
    from budget_lines
    where is_leaf and row_kind = 'economic' and statement = 'general_public_basic'

    union all

    select
        'revenue' as subject,
        case statement when 'department_revenue' then 1 when 'revenue_expenditure_summary' then 2 else 3 end as preference,
        'all' as classification,
        revenue_id as leaf_id,
        budget_line_id,
        document_id,
        table_number,
        agency_id,
        statement,
        phase,
        amount_cny
    from revenues
    where
        is_leaf
        and statement in ('department_revenue', 'revenue_expenditure_summary', 'fiscal_appropriation_summary')

    union all

    select
        'three_public' as subject,
        1 as preference,
        'all' as classification,
        budget_lines.budget_line_id as leaf_id,
        budget_lines.budget_line_id,
        budget_lines.document_id,
        budget_lines.table_number,
        budget_lines.agency_id,
        budget_lines.statement,
        budget_lines.phase,
        coalesce(
            three_public_expenses.total_amount_cny,
            coalesce(three_public_expenses.overseas_amount_cny, 0) + coalesce(three_public_expenses.reception_amount_cny, 0)
            + coalesce(
                three_public_expenses.vehicle_total_amount_cny,
                coalesce(three_public_expenses.vehicle_purchase_amount_cny, 0)
                + coalesce(three_public_expenses.vehicle_operation_amount_cny, 0)
            )
        ) as amount_cny
    from three_public_expenses
    inner join budget_lines on three_public_expenses.budget_line_id = budget_lines.budget_line_id
    where three_public_expenses.is_counted
),

-- A table that names no phase is of its document's stage; plans before the accounts, and last year's, are other money.
staged as (
    select
        leaves.*,
        case
            when documents.document_type = 'final_accounts' and coalesce(leaves.phase, 'final_accounts') = 'final_accounts'
                then 'final_accounts'
            when
                coalesce(documents.document_type, '') != 'final_accounts' and coalesce(leaves.phase, 'budget') = 'budget'
                then 'budget'
        end as stage  -- noqa: RF04
    from leaves
    inner join published on leaves.document_id = published.document_id
    inner join documents on leaves.document_id = documents.document_id
),

final as (
    select
        {{ surrogate_key(['subject', 'classification', 'document_id', 'table_number', 'agency_id', 'statement', 'phase']) }}
            as budget_holding_id,
        leaf_id,
        budget_line_id,
        subject,
        stage,
        statement,
        classification,
        preference,
        document_id,
        table_number,
        agency_id,
        amount_cny
    from staged
    where stage is not null
)

select * from final
