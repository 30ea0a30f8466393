with

int_documents_identified as (
    select * from {{ ref('int_documents_identified') }}
),

int_budget_tables_resolved as (
    select * from {{ ref('int_budget_tables_resolved') }}
),

stg_budget_tables as (
    select * from {{ ref('stg_budget_tables') }}
),

stg_narrative_passages as (
    select * from {{ ref('stg_narrative_passages') }}
),

texts as (

    select
        document_id,
        'fct_narrative_passages' as fact_table,
        narrative_passage_id as fact_id,
        '标题“' || passage_text || '”' as subject,
        passage_text as printed_text
    from stg_narrative_passages
    where role = 'heading'
    union all
    select
        document_id,
        'fct_budget_tables' as fact_table,
        budget_table_id as fact_id,
        '表名“' || title_text || '”' as subject,
        title_text as printed_text
    from int_budget_tables_resolved
    where phase <> 'prior_year'
    union all
    select
        document_id,
        'fct_budget_tables' as fact_table,
        budget_table_id as fact_id,
        '“' || title_text || '”的表头' as subject,
        header_text as printed_text
    from stg_budget_tables
    where phase <> 'prior_year'

),

-- Of a budget only what is called a budget is looked at, of final accounts only these: 上年预算执行情况, 下年工作打算 are others.
dated as (

    select
        texts.*,
        int_documents_identified.fiscal_year,
        {{ fold_text('texts.printed_text') }} as folded_text,
        case int_documents_identified.document_type
            when 'department_budget' then '预算'
            when 'final_accounts' then '决算'
        end as kind_word
    from texts
    inner join int_documents_identified on texts.document_id = int_documents_identified.document_id

),

matched as (

    select
        *,
        {{ first_match('folded_text', '(20[0-9][0-9])年') }} as first_year
    from dated
    where
        {{ has_match('folded_text', '20[0-9][0-9]年') }}
        and folded_text like '%' || kind_word || '%'

),

checked as (

    select
        'R32' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        fact_table,
        fact_id,
        subject,
        fiscal_year as expected_value,
        case
            when folded_text like '%' || fiscal_year || '年%' then fiscal_year
            else cast(first_year as integer)
        end as actual_value,
        0 as tolerance,
        case
            when folded_text like '%' || fiscal_year || '年%' then null
            when {{ has_match('folded_text', '执行|完成|截至|截止|[0-9]月|上年|上一年|去年|结转|评价|自评|比较|对比|调整|年初|[比较与同]20|号|批复|通知|办法') }}
                then 'the words speak of another year'
            when kind_word = '预算' and folded_text like '%决算%' then 'the words speak of final accounts'
            when {{ has_match('folded_text', '20[0-9][0-9]年?[-~至]20[0-9][0-9]年|20[0-9][0-9]年.*20[0-9][0-9]年') }}
                then 'the words speak of several years'
        end as reason
    from matched

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
