{#- Amount of the three public expenses, its name, and the economic class of basic expenditure for it. -#}
{%- set parts = [
    ('overseas', '因公出国（境）费', '30212'),
    ('reception', '公务接待费', '30217'),
    ('vehicle_operation', '公务用车运行维护费', '30231'),
    ('vehicle_purchase', '公务用车购置费', '31013')
] -%}

with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_three_public_expenses_pivoted as (

    select * from {{ ref('int_three_public_expenses_pivoted') }}

),

int_budgets_confined as (

    select * from {{ ref('int_budgets_confined') }}

),

-- Where a document prints several rows or tables, it is not clear which belong together.
expenses as (

    select
        int_three_public_expenses_pivoted.*,
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.phase,
        int_budget_lines_classified.title_text,
        int_budget_lines_classified.unit_basis,
        count(*) over (
            partition by int_budget_lines_classified.document_id, int_budget_lines_classified.phase
        ) as expense_count
    from int_three_public_expenses_pivoted
    inner join int_budget_lines_classified
        on int_three_public_expenses_pivoted.budget_line_id = int_budget_lines_classified.budget_line_id
    where int_three_public_expenses_pivoted.is_counted

),

economic_rows as (

    select
        document_id,
        phase,
        count(distinct budget_table_id) as table_count,
        max(case when has_ambiguous or unit_basis = 'unknown' then 1 else 0 end) as doubtful_count,
        {%- for part, _, code in parts %}
        sum(case when full_code = '{{ code }}' then total_amount_cny end) as {{ part }}_amount_cny,
        {%- endfor %}
        max(printed_step_cny) as printed_step_cny
    from int_budget_lines_classified
    where
        statement = 'general_public_basic'
        and row_kind = 'economic'
    group by document_id, phase

),

-- Without project money and without other budgets, basic expenditure is all there is.
projects as (

    select
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.phase,
        coalesce(max(int_budget_lines_classified.project_amount_cny), 0) as project_amount_cny
    from int_budget_lines_classified
    inner join int_budgets_confined
        on
            int_budget_lines_classified.document_id = int_budgets_confined.document_id
            and int_budget_lines_classified.agency_id = int_budgets_confined.agency_id
            and int_budget_lines_classified.phase = int_budgets_confined.phase
    where
        int_budget_lines_classified.statement = 'general_public_budget'
        and int_budget_lines_classified.is_total
    group by int_budget_lines_classified.document_id, int_budget_lines_classified.phase

),

paired as (

    {% for part, name, code in parts -%}
    select
        expenses.document_id,
        expenses.budget_line_id,
        '{{ name }}与基本支出 {{ code }}' as subject,
        coalesce(economic_rows.{{ part }}_amount_cny, 0) as expected_value,
        coalesce(expenses.{{ part }}_amount_cny, 0) as actual_value,
        (coalesce(expenses.printed_step_cny, 0) + coalesce(economic_rows.printed_step_cny, 0)) / 2 as tolerance,
        case
            when projects.project_amount_cny = 0 and expenses.phase = 'budget' then 'equal' else 'at_least'
        end as relation,
        case
            when expenses.unit_basis = 'unknown' or expenses.has_ambiguous or economic_rows.doubtful_count = 1
                then 'a figure, its column or its unit is not known'
            when expenses.expense_count > 1 or economic_rows.table_count > 1 then 'several tables or rows of one kind'
            when expenses.total_amount_cny is null then 'the table prints no total'
            {%- if part in ('vehicle_operation', 'vehicle_purchase') %}
            when expenses.{{ part }}_amount_cny is null and expenses.vehicle_total_amount_cny is not null
                then 'the table does not part purchase and running'
            {%- endif %}
        end as reason
    from expenses
    inner join economic_rows
        on
            expenses.document_id = economic_rows.document_id
            and expenses.phase = economic_rows.phase
    left join projects
        on
            expenses.document_id = projects.document_id
            and expenses.phase = projects.phase
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

checked as (

    select
        'R134' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        relation,
        reason
    from paired

),

final as (

    {{ judge_checks('checked', 'relation') }}

)

select * from final
