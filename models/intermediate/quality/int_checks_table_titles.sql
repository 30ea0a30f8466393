with

stg_budget_tables as (

    select * from {{ ref('stg_budget_tables') }}

),

titles as (

    select
        'R125' as rule_id,
        document_id,
        budget_table_id,
        '“' || title_text || '”' as subject,
        case
            when title_text like '%收入%' and {{ has_match('header_text', '基本支出|项目支出|人员经费|公用经费') }} then 1
            when title_text like '%支出%' and {{ has_match('header_text', '事业收入|上级补助收入|财政拨款收入|其他收入') }} then 1
            when
                {{ has_match('header_text', '因公出国') }} and {{ has_match('header_text', '公务接待') }}
                and not {{ has_match('title_text', '三公|出国|接待|支出|经费') }}
                then 1
            else 0
        end as actual_value,
        case
            when coalesce(header_text, '') = '' then 'the table has no header'
            when title_text like '%收入%' and title_text like '%支出%' then 'the table has both sides'
            when title_text like '%收支%' then 'the table has both sides'
            when not {{ has_match('title_text', '收入|支出|三公') }} then 'the title names neither side'
        end as reason
    from stg_budget_tables

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
    from titles

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
