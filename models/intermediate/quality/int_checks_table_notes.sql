{#- Statement, its name in notes and prose. -#}
{%- set budgets = [
    ('government_fund', '政府性基金'),
    ('state_capital', '国有资本经营'),
    ('three_public', '三公')
] -%}

with

stg_budget_tables as (

    select * from {{ ref('stg_budget_tables') }}

),

int_budget_cells_converted as (

    select * from {{ ref('int_budget_cells_converted') }}

),

stg_narrative_passages as (

    select * from {{ ref('stg_narrative_passages') }}

),

contents as (

    select
        budget_table_id,
        max(abs(amount_cny)) as largest_amount
    from int_budget_cells_converted
    where phase <> 'prior_year'
    group by budget_table_id

),

-- 没有使用政府性基金预算拨款安排的支出: an empty table said in the prose.
sayings as (

    {% for statement, word in budgets -%}
    select
        document_id,
        '{{ statement }}' as statement,  -- noqa: RF04
        count(*) as saying_count
    from stg_narrative_passages
    where
        role = 'prose'
        and {{ has_match('passage_text', '(没有|无|未安排|未使用|未发生|不涉及|不存在)[^。；，]{0,16}' ~ word ~ '|' ~ word ~ '[^。；，]{0,30}(没有|无|未安排|为0|0万元|0元|为零|为空)') }}
    group by document_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

noted as (

    select
        stg_budget_tables.*,
        coalesce(contents.largest_amount, 0) <> 0 as has_amounts,
        coalesce(stg_budget_tables.note_text, '') as note,
        coalesce({{ has_match('stg_budget_tables.note_text', '空表|无数据|没有.{0,30}(支出|收支|收入|预算)|无.{0,30}(支出|收支|收入|预算)|未安排') }}, false)
            as says_empty,
        coalesce({{ has_match('stg_budget_tables.note_text', '若|如果|如为|如本表|如无|如没有|如空') }}, false) as is_conditional,
        coalesce(sayings.saying_count, 0) as saying_count
    from stg_budget_tables
    left join contents on stg_budget_tables.budget_table_id = contents.budget_table_id
    left join sayings
        on
            stg_budget_tables.document_id = sayings.document_id
            and stg_budget_tables.statement = sayings.statement
    where stg_budget_tables.phase <> 'prior_year'

),

contradicted as (

    select
        document_id,
        budget_table_id,
        '“' || title_text || '”：' || case
            when has_amounts then '说明称本表为空，表中却有金额'
            else '空表未说明原因'
        end as subject,
        case
            when has_amounts and says_empty and not is_conditional then 1
            when not has_amounts and note = '' and saying_count = 0 then 1
            else 0
        end as actual_value,
        case
            when has_amounts and says_empty and is_conditional then 'the note states a condition'
        end as reason
    from noted
    where
        says_empty
        or statement in ('government_fund', 'state_capital', 'three_public')

),

-- The note of the state capital table that speaks of the government fund.
misplaced as (

    select
        document_id,
        budget_table_id,
        '“' || title_text || '”：表下说明所指的是另一张表' as subject,
        case
            {% for statement, word in budgets -%}
            when
                statement = '{{ statement }}'
                and note not like '%{{ word }}%'
                and {{ has_match('note', budgets | map(attribute=1) | reject('equalto', word) | join('|')) }}
                then 1
            {% endfor -%}
            else 0
        end as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from noted
    where
        says_empty
        and statement in ('government_fund', 'state_capital', 'three_public')

),

unioned as (

    select * from contradicted
    union all
    select * from misplaced

),

checked as (

    select
        'R35' as rule_id,
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
