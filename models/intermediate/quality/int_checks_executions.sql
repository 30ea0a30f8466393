{%- set amounts = [('initial', '年初预算数'), ('adjusted', '全年预算数'), ('executed', '全年执行数')] -%}
{%- set other_parts = "('own_funds', 'unit_funds', 'business_income', 'business_operating_income')" -%}
with

int_project_executions_converted as (

    select * from {{ ref('int_project_executions_converted') }}

),

stg_project_forms as (

    select * from {{ ref('stg_project_forms') }}

),

stg_reading_notes as (

    select * from {{ ref('stg_reading_notes') }}

),

-- A row of the form that was not read may be a part that a sum then lacks.
unread as (

    select stg_project_forms.project_id
    from stg_project_forms
    inner join stg_reading_notes
        on
            stg_project_forms.document_id = stg_reading_notes.document_id
            and stg_reading_notes.line_number
            between stg_project_forms.line_number and stg_project_forms.last_line_number
    where stg_project_forms.form_type = 'self_evaluation'
    group by stg_project_forms.project_id

),

cells as (

    {% for amount, label in amounts %}
    select
        project_id,
        document_id,
        project_execution_id,
        funding_source,
        '{{ label }}' as column_label,
        {{ null_if_dash(amount ~ '_text') }} as printed_text,
        {{ amount }}_amount_cny as amount_cny,
        {{ amount }}_step_cny as step_cny
    from int_project_executions_converted
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

sources as (

    select
        project_id,
        column_label,
        max(case when funding_source = 'total' then document_id end) as document_id,
        max(case when funding_source = 'total' then project_execution_id end) as fact_id,
        max(case when funding_source = 'total' then amount_cny end) as total_cny,
        sum(case when funding_source = 'total' then 1 else 0 end) as total_count,
        sum(case when amount_cny is null and printed_text is not null then 1 else 0 end) as unread_count,
        coalesce(
            max(case when funding_source = 'fiscal_appropriation' then amount_cny end),
            sum(case when funding_source in ('general_public_budget', 'government_fund', 'state_capital') then amount_cny end)
        ) as fiscal_cny,
        coalesce(
            max(case when funding_source = 'other_funds' then amount_cny end),
            sum(case when funding_source in {{ other_parts }} then amount_cny end)
        ) as other_cny,
        sum(case when funding_source = 'carryover' then amount_cny end) as carryover_cny,
        min(case when amount_cny != 0 then step_cny end) as finest_step_cny
    from cells
    group by project_id, column_label

),

sums as (

    select
        'R74' as rule_id,
        sources.document_id,
        sources.project_id,
        'fct_project_executions' as fact_table,
        sources.fact_id,
        sources.column_label as subject,
        coalesce(sources.fiscal_cny, 0) + coalesce(sources.other_cny, 0) + coalesce(sources.carryover_cny, 0) as expected_value,
        sources.total_cny as actual_value,
        coalesce(sources.finest_step_cny, 0) / 2 * greatest(
            1,
            case when coalesce(sources.fiscal_cny, 0) = 0 then 0 else 1 end
            + case when coalesce(sources.other_cny, 0) = 0 then 0 else 1 end
            + case when coalesce(sources.carryover_cny, 0) = 0 then 0 else 1 end
        ) as tolerance,
        case
            when sources.total_count > 1 then 'two totals are printed'
            when coalesce(sources.fiscal_cny, sources.other_cny, sources.carryover_cny) is null then 'no part is printed'
            when sources.unread_count > 0 then 'an amount cannot be read'
            when unread.project_id is not null then 'a row of the form is not read'
            when
                case when sources.fiscal_cny is null then 0 else 1 end
                + case when sources.other_cny is null then 0 else 1 end
                + case when sources.carryover_cny is null then 0 else 1 end = 1
                and coalesce(sources.fiscal_cny, sources.other_cny, sources.carryover_cny) < sources.total_cny
                then 'only one source is printed, which may be a part'
        end as reason
    from sources
    left join unread on sources.project_id = unread.project_id
    where sources.total_count > 0

),

final as (

    {{ judge_checks('sums') }}

)

select * from final
