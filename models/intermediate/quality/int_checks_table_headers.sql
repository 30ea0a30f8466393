{#- The row of column numbers has at most so many columns. -#}
{%- set column_limit = 40 -%}

with

stg_budget_tables as (
    select * from {{ ref('stg_budget_tables') }}
),

stg_budget_cells as (
    select * from {{ ref('stg_budget_cells') }}
),

stg_document_lines as (
    select * from {{ ref('stg_document_lines') }}
),

first_rows as (

    select
        budget_table_id,
        min(line_number) as line_number,
        max(case when value_text is not null then 1 else 0 end) = 1 as has_figures
    from stg_budget_cells
    group by budget_table_id

),

-- The lines between a table's title and its first row, and a little above it, where a unit may stand.
headers as (

    select
        stg_budget_tables.budget_table_id,
        stg_document_lines.line_number,
        stg_document_lines.line_number >= stg_budget_tables.line_number as is_inside,
        {{ has_match('stg_document_lines.line_text', '元') }} as has_unit,
        trim(regexp_replace(
            regexp_replace(
                stg_document_lines.line_text, '[*＊]+|栏次|行次|列次|项目|科目编码|科目名称|[甲乙丙丁类款项]', ' '{{ global_replace() }}
            ),
            '[ 	　]+', ' '{{ global_replace() }}
        )) as numbers_text
    from stg_budget_tables
    left join first_rows on stg_budget_tables.budget_table_id = first_rows.budget_table_id
    inner join stg_document_lines
        on
            stg_budget_tables.document_id = stg_document_lines.document_id
            and stg_document_lines.line_number >= stg_budget_tables.line_number - 3
            and stg_document_lines.line_number < coalesce(first_rows.line_number, stg_budget_tables.last_line_number + 1)

),

numbered as (

    select
        budget_table_id,
        line_number,
        numbers_text
    from headers
    where
        is_inside
        and {{ has_match('numbers_text', '^1 2( [0-9]{1,2})+$') }}

),

positions as (

    {% for number in range(2, column_limit + 1) -%}
    select {{ number }} as position  -- noqa: RF04
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- A second half that starts again from 1 is a table of two halves.
pairs as (

    select
        numbered.budget_table_id,
        try_cast(split_part(numbered.numbers_text, ' ', positions.position) as integer) as column_number,
        try_cast(split_part(numbered.numbers_text, ' ', positions.position - 1) as integer) as number_before
    from numbered
    cross join positions

),

repetitions as (

    select
        budget_table_id,
        sum(case when column_number <= number_before and column_number > 1 then number_before - column_number + 1 else 0 end)
            as repetition_count
    from pairs
    where column_number is not null
    group by budget_table_id

),

columns_numbered as (

    select
        'R123' as rule_id,
        stg_budget_tables.document_id,
        stg_budget_tables.budget_table_id,
        '“' || stg_budget_tables.title_text || '”的栏次' as subject,
        repetitions.repetition_count as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from stg_budget_tables
    inner join repetitions on stg_budget_tables.budget_table_id = repetitions.budget_table_id

),

units as (

    select
        budget_table_id,
        max(case when has_unit then 1 else 0 end) as unit_count
    from headers
    group by budget_table_id

),

units_stated as (

    select
        'R126' as rule_id,
        stg_budget_tables.document_id,
        stg_budget_tables.budget_table_id,
        '“' || stg_budget_tables.title_text || '”' as subject,
        case when stg_budget_tables.declared_unit_text is null then 1 else 0 end as actual_value,
        case
            when not coalesce(first_rows.has_figures, false) then 'the table has no figures'
            when stg_budget_tables.declared_unit_text is null and units.unit_count = 1 then 'a unit stands near the table'
        end as reason
    from stg_budget_tables
    left join first_rows on stg_budget_tables.budget_table_id = first_rows.budget_table_id
    left join units on stg_budget_tables.budget_table_id = units.budget_table_id

),

unioned as (

    select * from columns_numbered
    union all
    select * from units_stated

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_tables' as fact_table,
        budget_table_id as fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
