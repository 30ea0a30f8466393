with

stg_budget_tables as (

    select * from {{ ref('stg_budget_tables') }}

),

stg_document_lines as (

    select * from {{ ref('stg_document_lines') }}

),

short_lines as (

    select
        document_id,
        line_number,
        {{ fold_text('line_text') }} as folded_text
    from stg_document_lines
    where
        length(line_text) <= 60
        and line_text like '%表%'

),

-- 表3, 公开03表, 附表三: alone on a line or before a title; 表3-1 is a part of a table and has a number of its own kind.
label_texts as (

    select
        document_id,
        line_number,
        coalesce(
            {{ first_match('folded_text', '^[(]?[一-鿿]{0,4}公开([0-9]{1,2})表') }},
            {{ first_match('folded_text', '^附?表([0-9]{1,2}|[一二三四五六七八九十]{1,3})([^-.,0-9年月日%人个项元一二三四五六七八九十]|$)') }}
        ) as label_text
    from short_lines

),

labels as (

    select
        document_id,
        line_number,
        cast({{ rewrite_text("translate(label_text, '一二三四五六七八九', '123456789')", [
            ['^([1-9])十([1-9])$', '$1$2'],
            ['^([1-9])十$', '$10'],
            ['^十([1-9])$', '1$1'],
            ['^十$', '10'],
        ]) }} as integer) as label_number
    from label_texts
    where label_text is not null

),

-- The number above a table: on its title's line or one of the three lines before it.
numbered as (

    select
        stg_budget_tables.budget_table_id,
        stg_budget_tables.document_id,
        stg_budget_tables.title_text,
        stg_budget_tables.statement,
        stg_budget_tables.line_number,
        max(labels.label_number) as label_number
    from stg_budget_tables
    inner join labels
        on
            stg_budget_tables.document_id = labels.document_id
            and labels.line_number between stg_budget_tables.line_number - 3 and stg_budget_tables.line_number
    group by
        stg_budget_tables.budget_table_id,
        stg_budget_tables.document_id,
        stg_budget_tables.title_text,
        stg_budget_tables.statement,
        stg_budget_tables.line_number

),

ordered as (

    select
        *,
        lag(label_number) over (partition by document_id order by line_number) as number_before,
        lag(statement) over (partition by document_id order by line_number) as statement_before,
        count(*) over (partition by document_id) as numbered_count
    from numbered

),

-- A number between two tables may stand over a table of another kind, or in the list of contents.
skipped as (

    select
        ordered.budget_table_id,
        count(labels.label_number) as printed_count
    from ordered
    left join labels
        on
            ordered.document_id = labels.document_id
            and ordered.label_number > labels.label_number
            and ordered.number_before < labels.label_number
    group by ordered.budget_table_id

),

checked as (

    select
        'R124' as rule_id,
        ordered.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_tables' as fact_table,
        ordered.budget_table_id as fact_id,
        '“' || ordered.title_text || '”的表号' as subject,
        case
            when ordered.label_number > ordered.number_before and skipped.printed_count > 0 then ordered.label_number
            when ordered.label_number = ordered.number_before and ordered.statement = ordered.statement_before
                then ordered.label_number
            else ordered.number_before + 1
        end as expected_value,
        ordered.label_number as actual_value,
        0 as tolerance,
        case
            when ordered.numbered_count < 3 then 'too few tables print a number'
            when ordered.number_before is null then 'the first table'
            when ordered.label_number < ordered.number_before then 'the numbers begin again'
        end as reason
    from ordered
    inner join skipped on ordered.budget_table_id = skipped.budget_table_id

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
