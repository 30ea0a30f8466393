{#-
  Statement, side and column of the figure that is checked, then of the figure it must equal. `only_general`: only where all
  money is of the general public budget.
-#}
{%- set pairs = [
    ('department_revenue', 'revenue', 'total', 'revenue_expenditure_summary', 'revenue', 'total', ''),
    ('department_expenditure', 'expenditure', 'total', 'revenue_expenditure_summary', 'expenditure', 'total', ''),
    ('expenditure_by_class', 'expenditure', 'total', 'department_expenditure', 'expenditure', 'total', ''),
    ('fiscal_appropriation_by_class', 'expenditure', 'total', 'fiscal_appropriation_summary', 'expenditure', 'total', ''),
    ('general_public_budget', 'expenditure', 'total', 'fiscal_appropriation_summary', 'expenditure', 'general_public_budget', ''),
    ('government_fund', 'expenditure', 'total', 'fiscal_appropriation_summary', 'expenditure', 'government_fund', ''),
    ('state_capital', 'expenditure', 'total', 'fiscal_appropriation_summary', 'expenditure', 'state_capital', ''),
    ('general_public_budget', 'expenditure', 'total', 'department_expenditure', 'expenditure', 'total', 'only_general'),
    ('general_public_budget', 'expenditure', 'basic', 'department_expenditure', 'expenditure', 'basic', 'only_general'),
    ('general_public_budget', 'expenditure', 'project', 'department_expenditure', 'expenditure', 'project', 'only_general'),
    ('general_public_basic', 'expenditure', 'total', 'general_public_budget', 'expenditure', 'basic', '')
] -%}
{%- set column_names = {'total': '合计', 'basic': '基本支出', 'project': '项目支出'} -%}

with int_budget_totals_listed as (

    select * from {{ ref('int_budget_totals_listed') }}

),

int_budgets_confined as (

    select * from {{ ref('int_budgets_confined') }}

),

-- A statement may show the year's money alone or with what is carried over: the nearer of the two totals is meant.
{% for statement, side, column, other_statement, other_side, other_column, condition in pairs %}
pair_{{ loop.index }} as (

    select
        {{ "'R12'" if statement == 'general_public_basic' else "'R15'" }} as rule_id,
        statements.document_id,
        statements.budget_line_id,
        {{ name_budget_row('statements') }} || '{{ column_names[column] }}与' || counterparts.title_text as subject,
        {%- if other_column == 'basic' or other_column == 'project' %}
        coalesce(counterparts.{{ other_column }}_amount_cny, 0) as expected_value,
        {%- else %}
        case
            when
                abs(statements.{{ column }}_amount_cny - counterparts.year_{{ other_column }}_amount_cny)
                < abs(statements.{{ column }}_amount_cny - coalesce(counterparts.{{ other_column }}_amount_cny, 0))
                then counterparts.year_{{ other_column }}_amount_cny
            else coalesce(counterparts.{{ other_column }}_amount_cny, 0)
        end as expected_value,
        {%- endif %}
        statements.{{ column }}_amount_cny as actual_value,
        (statements.printed_step_cny + counterparts.printed_step_cny) / 2 as tolerance,
        case
            when statements.reason is not null then statements.reason
            when counterparts.reason is not null then counterparts.reason
            {%- if condition == 'only_general' %}
            when int_budgets_confined.document_id is null then 'there is money outside the general public budget'
            {%- endif %}
        end as reason
    from int_budget_totals_listed as statements
    inner join int_budget_totals_listed as counterparts
        on
            statements.document_id = counterparts.document_id
            and statements.agency_id = counterparts.agency_id
            and statements.phase = counterparts.phase
            and counterparts.statement_count = 1
    {%- if condition == 'only_general' %}
    left join int_budgets_confined
        on
            statements.document_id = int_budgets_confined.document_id
            and statements.agency_id = int_budgets_confined.agency_id
            and statements.phase = int_budgets_confined.phase
    {%- endif %}
    where
        statements.statement = '{{ statement }}'
        and statements.side = '{{ side }}'
        and counterparts.statement = '{{ other_statement }}'
        and counterparts.side = '{{ other_side }}'

),

{% endfor -%}
compared as (

    {% for pair in pairs -%}
    select * from pair_{{ loop.index }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

marked as (

    select
        *,
        reason is null and coalesce({{ is_ten_thousandfold('actual_value', 'expected_value') }}, false) as is_other_unit
    from compared

),

-- Two totals apart by 10,000 are one defect, of the unit.
united as (

    select
        rule_id,
        document_id,
        budget_line_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        case when is_other_unit then 'the two are in different units, which another rule reports' else reason end as reason
    from marked
    union all
    select
        'R128' as rule_id,
        document_id,
        budget_line_id,
        subject,
        case when is_other_unit then expected_value else actual_value end as expected_value,
        actual_value,
        0 as tolerance,
        reason
    from marked
    where actual_value <> 0

),

reasoned as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id
    from united

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
