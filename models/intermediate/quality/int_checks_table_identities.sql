{#- Name, functional classes of basic expenditure, and the economic class that is the same money. -#}
{%- set identities = [
    ('基本养老保险缴费', ['2080505'], '30108'),
    ('职业年金缴费', ['2080506'], '30109'),
    ('医疗保险缴费', ['2101101', '2101102'], '30110'),
    ('住房公积金', ['2210201'], '30113')
] -%}

with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

functional as (

    select
        document_id,
        phase,
        count(distinct budget_table_id) as table_count,
        max(case when has_ambiguous or unit_basis = 'unknown' then 1 else 0 end) as doubtful_count,
        {%- for _, functions, economic in identities %}
        sum(case when full_code in ('{{ functions | join("', '") }}') then basic_amount_cny end) as amount_{{ economic }}_cny,
        {%- endfor %}
        max(printed_step_cny) as printed_step_cny
    from int_budget_lines_classified
    where
        statement = 'general_public_budget'
        and row_kind = 'function'
    group by document_id, phase

),

economic as (

    select
        document_id,
        phase,
        budget_table_id,
        has_ambiguous,
        unit_basis,
        budget_line_id,
        full_code,
        total_amount_cny,
        printed_step_cny,
        count(*) over (partition by document_id, phase, full_code) as row_count
    from int_budget_lines_classified
    where
        statement = 'general_public_basic'
        and row_kind = 'economic'

),

paired as (

    {% for name, functions, code in identities -%}
    select
        economic.document_id,
        economic.budget_line_id,
        '{{ name }}（{{ functions | join("、") }} 与 {{ code }}）' as subject,
        functional.amount_{{ code }}_cny as expected_value,
        economic.total_amount_cny as actual_value,
        coalesce(economic.printed_step_cny, 0) / 2 + {{ functions | length }} * coalesce(functional.printed_step_cny, 0) / 2 as tolerance,
        case
            when functional.amount_{{ code }}_cny is null or economic.total_amount_cny is null then 'only one of the tables prints it'
            when functional.table_count > 1 or economic.row_count > 1 then 'several tables or rows of one kind'
            when functional.doubtful_count = 1 or economic.has_ambiguous or economic.unit_basis = 'unknown'
                then 'a figure, its column or its unit is not known'
            when {{ is_ten_thousandfold('functional.amount_' ~ code ~ '_cny', 'economic.total_amount_cny') }}
                then 'the two are in different units, which another rule reports'
        end as reason
    from economic
    inner join functional
        on
            economic.document_id = functional.document_id
            and economic.phase = functional.phase
    where economic.full_code = '{{ code }}'
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

checked as (

    select
        'R19' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        subject,
        expected_value,
        actual_value,
        tolerance,
        reason
    from paired

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
