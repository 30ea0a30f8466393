with

int_project_fundings_converted as (

    select * from {{ ref('int_project_fundings_converted') }}

),

stg_budget_cells as (

    select * from {{ ref('stg_budget_cells') }}

),

-- An amount that is no leaf is in the row of its form and horizon.
fundings as (

    select
        document_id,
        project_id,
        case when is_leaf then 'fct_project_fundings' else 'fct_project_budgets' end as fact_table,
        case when is_leaf then project_funding_id else project_id || '-' || horizon end as fact_id,
        coalesce(label_text, '（无栏目名）') || '：' || amount_text as subject,
        case when printed_value is null then 0 else 1 end as number_count,
        {{ null_if_dash('amount_text') }} as amount_without_dash
    from int_project_fundings_converted

),

funding_figures as (

    select
        'R61' as rule_id,
        document_id,
        project_id,
        fact_table,
        fact_id,
        subject,
        count(*) as expected_value,
        sum(number_count) as actual_value
    from fundings
    where amount_without_dash is not null
    group by document_id, project_id, fact_table, fact_id, subject

),

printed_cells as (

    select
        document_id,
        budget_line_id,
        row_name,
        title_text,
        column_basis,
        {{ null_if_dash('value_text') }} as value_without_dash,
        {{ to_number("regexp_replace(" ~ without_money_unit('value_text') ~ ", '[%‰]$', '')") }} as figure
    from stg_budget_cells

),

printed_rows as (

    select
        document_id,
        budget_line_id,
        max(coalesce(title_text || '，', '') || coalesce(row_name, '（无行名）')) as row_subject,
        count(value_without_dash) as printed_count,
        count(figure) as figure_count,
        sum(case when column_basis = 'ambiguous' then 1 else 0 end) as ambiguous_count
    from printed_cells
    group by document_id, budget_line_id

),

row_figures as (

    select
        'R61' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        row_subject as subject,
        printed_count as expected_value,
        figure_count as actual_value
    from printed_rows
    where printed_count > 0

),

row_columns as (

    select
        'R62' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        row_subject as subject,
        0 as expected_value,
        ambiguous_count as actual_value
    from printed_rows
    where printed_count > 0

),

counted as (

    select * from funding_figures
    union all
    select * from row_figures
    union all
    select * from row_columns

),

checked as (

    select
        *,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from counted

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
