{#- Sets of two are tried among so many projects of a document, sets of three among so many; larger sets are never tried. -#}
{%- set most_for_pairs = 60 -%}
{%- set most_for_triples = 24 -%}
with budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

lines as (
    select * from {{ ref('int_budget_lines_classified') }}
),

-- Whole yuan keep sums exact and comparable by key.
project_amounts as (
    select
        document_id,
        project_id,
        cast(round(total_amount_cny, 0) as bigint) as amount,
        coalesce(printed_step_cny, 0) / 2 as slack,
        row_number() over (partition by document_id order by project_id) as project_number,
        count(*) over (partition by document_id) as project_count,
        sum(total_amount_cny) over (partition by document_id) as document_amount
    from budgets
    where
        horizon = 'annual'
        and total_amount_cny > 0
        and unit_basis != 'unknown'
        and coalesce(form_type, '') = 'project_targets'
),

items as (
    select
        lines.document_id,
        lines.budget_line_id,
        lines.statement,
        lines.full_code as functional_code,
        lines.row_name as functional_name,
        lines.project_amount_cny,
        cast(round(lines.project_amount_cny, 0) as bigint) as amount,
        coalesce(lines.printed_step_cny, 0) / 2 as slack,
        min(case lines.statement when 'department_expenditure' then 1 else 2 end) over (partition by lines.document_id) as first_statement
    from lines
    where
        lines.is_leaf
        and lines.is_main_phase
        and lines.row_kind = 'function'
        and lines.phase = 'budget'
        and lines.statement in ('department_expenditure', 'general_public_budget')
        and lines.project_amount_cny > 0
),

-- One statement a document: all money where it is printed, else the general public budget.
counted_items as (
    select
        *,
        sum(project_amount_cny) over (partition by document_id) as document_amount
    from items
    where first_statement = case statement when 'department_expenditure' then 1 else 2 end
),

singles as (
    select
        document_id,
        amount,
        slack,
        1 as set_size,
        project_id as first_id,
        cast(null as {{ dbt.type_string() }}) as second_id,
        cast(null as {{ dbt.type_string() }}) as third_id
    from project_amounts
),

pairs as (
    select
        one.document_id,
        one.amount + two.amount as amount,
        one.slack + two.slack as slack,
        2 as set_size,
        one.project_id as first_id,
        two.project_id as second_id,
        cast(null as {{ dbt.type_string() }}) as third_id,
        two.project_number,
        one.project_count
    from project_amounts as one
    inner join project_amounts as two on one.document_id = two.document_id and one.project_number < two.project_number
    where one.project_count <= {{ most_for_pairs }}
),

triples as (
    select
        pairs.document_id,
        pairs.amount + three.amount as amount,
        pairs.slack + three.slack as slack,
        3 as set_size,
        pairs.first_id,
        pairs.second_id,
        three.project_id as third_id
    from pairs
    inner join project_amounts as three on pairs.document_id = three.document_id and pairs.project_number < three.project_number
    where pairs.project_count <= {{ most_for_triples }}
),

sets as (
    select * from singles
    union all
    select
        document_id,
        amount,
        slack,
        set_size,
        first_id,
        second_id,
        third_id
    from pairs
    union all
    select * from triples
),

documents as (
    select
        document_id,
        max(project_count) as project_count,
        max(document_amount) as document_amount,
        sum(slack) as slack
    from project_amounts
    group by document_id
),

-- An item without a set stays, so that it can be told why it has no project.
final as (
    select
        counted_items.budget_line_id,
        counted_items.document_id,
        counted_items.statement,
        counted_items.functional_code,
        counted_items.functional_name,
        counted_items.project_amount_cny,
        sets.set_size,
        sets.first_id,
        sets.second_id,
        sets.third_id,
        coalesce(sets.first_id, '') || '|' || coalesce(sets.second_id, '') || '|' || coalesce(sets.third_id, '') as set_key,
        documents.project_count,
        documents.project_count <= {{ most_for_pairs }} as tried_pairs,
        documents.project_count <= {{ most_for_triples }} as tried_triples,
        abs(documents.document_amount - counted_items.document_amount)
        <= documents.slack + counted_items.slack * count(*) over (partition by counted_items.document_id) as totals_agree,
        documents.document_amount as projects_amount_cny,
        counted_items.document_amount as items_amount_cny
    from counted_items
    left join documents on counted_items.document_id = documents.document_id
    left join sets
        on
            counted_items.document_id = sets.document_id
            and abs(counted_items.amount - sets.amount) <= counted_items.slack + sets.slack
)

select * from final
