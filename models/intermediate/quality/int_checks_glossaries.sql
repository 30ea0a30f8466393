with

terms as (
    select * from {{ ref('int_glossary_terms_read') }}
),

int_budget_lines_classified as (
    select * from {{ ref('int_budget_lines_classified') }}
),

outdated as (

    select
        'R34' as rule_id,
        terms.document_id,
        'fct_narrative_passages' as fact_table,
        terms.narrative_passage_id as fact_id,
        '“' || terms.term || '”' || case
            when not terms.is_valid and terms.valid_to_year is not null then '：该名称用至 ' || terms.valid_to_year || ' 年'
            else ''
        end as subject,
        case when terms.is_valid then 0 else 1 end as actual_value,
        case
            when terms.fiscal_year is null then 'the budget year is not known'
            when not terms.is_valid and not terms.is_certain then 'the lists are not certain of this name and its years'
        end as reason
    from terms
    where terms.class_name is not null

),

-- Lowest classes of the tables with their names, once a document.
used as (

    select
        document_id,
        {{ fold_class_name('row_name') }} as row_key,
        max(case when level = 'item' then 1 else 0 end) as item_count,
        min(budget_line_id) as budget_line_id,
        min(full_code) as full_code,
        min(row_name) as row_name
    from int_budget_lines_classified
    where
        row_kind in ('function', 'expenditure_name')
        and full_code is not null
        and not is_total
    group by document_id, {{ fold_class_name('row_name') }}

),

-- A glossary that explains no class of the tables is one of general terms only.
glossaries as (

    select
        terms.document_id,
        count(*) as explained_count
    from terms
    inner join used
        on
            terms.document_id = used.document_id
            and terms.term_key = used.row_key
    where used.item_count = 1
    group by terms.document_id

),

unused as (

    select
        'R136' as rule_id,
        terms.document_id,
        'fct_narrative_passages' as fact_table,
        terms.narrative_passage_id as fact_id,
        '“' || terms.term || '”：名词解释中有，本文件报表未使用该科目' as subject,
        case when used.row_key is null then 1 else 0 end as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from terms
    inner join glossaries on terms.document_id = glossaries.document_id
    left join used
        on
            terms.document_id = used.document_id
            and terms.term_key = used.row_key
    where terms.class_name is not null

),

unexplained as (

    select
        'R136' as rule_id,
        used.document_id,
        'fct_budget_lines' as fact_table,
        used.budget_line_id as fact_id,
        used.full_code || ' ' || used.row_name || '：报表使用了该科目，名词解释未作说明' as subject,
        case when count(terms.term_key) = 0 then 1 else 0 end as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from used
    inner join glossaries on used.document_id = glossaries.document_id
    left join terms
        on
            used.document_id = terms.document_id
            and used.row_key = terms.term_key
    where used.item_count = 1
    group by used.document_id, used.budget_line_id, used.full_code, used.row_name

),

unioned as (

    select * from outdated
    union all
    select * from unused
    union all
    select * from unexplained

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        fact_table,
        fact_id,
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
