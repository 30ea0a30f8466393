{#- Rule, statements, whole, parts, words of the identity; an optional one is a subject only in tables that print its parts. -#}
{%- set functional = ['department_expenditure', 'general_public_budget', 'government_fund', 'state_capital'] -%}
{%- set budgets = ['general_public_budget', 'government_fund', 'state_capital'] -%}
{%- set identities = [
    ('R11', functional, 'total', ['basic_or_parts', 'project'], '合计=基本支出+项目支出', false),
    ('R12', functional, 'basic', ['personnel', 'operating'], '基本支出=人员经费+公用经费', true),
    ('R12', ['general_public_basic'], 'total', ['personnel', 'operating'], '合计=人员经费+公用经费', false),
    ('R10', ['department_revenue'], 'total', [
        'fiscal_or_parts', 'prior_carryover', 'education_fee', 'business_income', 'operating_income', 'affiliated_remittance',
        'superior_subsidy', 'other_income', 'non_fiscal_surplus'
    ], '合计=各项收入之和', false),
    ('R15', ['department_revenue'], 'fiscal_appropriation', budgets, '财政拨款=三本预算之和', true),
    ('R15', ['fiscal_appropriation_summary', 'fiscal_appropriation_by_class'], 'total', budgets, '合计=三本预算之和', true)
] -%}

with int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

-- A row of blanks says nothing; a revenue side has no columns to add.
printed_lines as (

    select
        *,
        {{ name_budget_row('int_budget_lines_classified') }} as row_subject,
        coalesce(basic_amount_cny, {{ sum_printed(['personnel_amount_cny', 'operating_amount_cny']) }})
            as basic_or_parts_amount_cny,
        coalesce(
            fiscal_appropriation_amount_cny,
            {{ sum_printed(['general_public_budget_amount_cny', 'government_fund_amount_cny', 'state_capital_amount_cny']) }}
        ) as fiscal_or_parts_amount_cny
    from int_budget_lines_classified
    where column_basis is not null and row_kind <> 'revenue_source'

),

{% for rule_id, statements, whole, parts, words, is_optional in identities %}
{%- set columns = [] -%}
{%- for part in parts -%}{%- do columns.append(part ~ '_amount_cny') -%}{%- endfor %}
identity_{{ loop.index }} as (

    select
        '{{ rule_id }}' as rule_id,
        document_id,
        budget_line_id as fact_id,
        row_subject || '{{ words }}' as subject,
        coalesce({{ sum_printed(columns) }}, 0) as expected_value,
        {{ whole }}_amount_cny as actual_value,
        printed_step_cny / 2 * (1 + {{ count_addends(columns) }}) as tolerance,
        unit_basis,
        has_ambiguous,
        has_unnamed,
        max(case when coalesce({{ columns | join(', ') }}) is null then 0 else 1 end) over (partition by budget_table_id, phase)
            as has_parts_count,
        {{ 1 if is_optional else 0 }} as optional_count
    from printed_lines
    where statement in ('{{ statements | join("', '") }}')

),

{% endfor -%}
identities as (

    {% for identity in identities -%}
    select * from identity_{{ loop.index }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

reasoned as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        fact_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        case
            when unit_basis = 'unknown' then 'the unit is not known'
            when has_ambiguous then 'a figure stands in no certain column'
            when actual_value is null then 'the total is not printed'
            when has_parts_count = 0 then 'the table prints no parts'
            when has_unnamed then 'the row prints figures in columns that the rule does not know'
        end as reason
    from identities
    where has_parts_count = 1 or optional_count = 0

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
