{#-
  Judgement: a form whose field is too short cuts many names at one length. Names of percentages that do not say of what, and of
  which so many, and so large a part, have one length, were cut there.
-#}
{%- set fewest_names = 4 -%}
{%- set same_length_share = 0.6 -%}
{%- set shortest_cut = 6 -%}
with

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

project_names as (

    select
        document_id,
        project_id,
        'dim_projects' as fact_table,
        project_id as fact_id,
        project_name || '（项目名称）' as subject,
        case when is_name_truncated or {{ has_doubled_word('name_folded', 40) }} then 1 else 0 end as actual_value
    from int_projects_identified
    where project_name is not null

),

name_lengths as (

    select
        document_id,
        length(indicator_name) as name_length,
        count(distinct indicator_name) as name_count,
        sum(count(distinct indicator_name)) over (partition by document_id) as document_count
    from int_indicators_described
    where value_type = 'percent' and not is_measured and indicator_name is not null
    group by document_id, length(indicator_name)

),

cut_lengths as (

    select
        document_id,
        max(name_length) as name_length
    from name_lengths
    where
        name_length >= {{ shortest_cut }}
        and name_count >= {{ fewest_names }}
        and name_count >= document_count * {{ same_length_share }}
    group by document_id

),

indicator_names as (

    select
        int_indicators_described.document_id,
        int_indicators_described.project_id,
        'fct_indicator_targets' as fact_table,
        int_indicators_described.indicator_target_id as fact_id,
        int_indicators_described.indicator_subject,
        case
            when {{ has_match('int_indicators_described.folded_name', '[、,;:(]$|[^目]的$|[^普涉以危顾]及$|[^总共饱缓]和$|[^参给赋授]与$|[^充满不富知手十]足$') }}
                then '名称没有写完'
            when
                length(replace(int_indicators_described.folded_name, '(', ''))
                <> length(replace(int_indicators_described.folded_name, ')', ''))
                then '括号不成对'
            when int_indicators_described.has_doubled_word then '有重复的字词'
            when not int_indicators_described.is_measured and cut_lengths.name_length is not null
                then '本文件多个名称都在第' || cut_lengths.name_length || '个字处结束，没有写明衡量什么'
        end as name_defect
    from int_indicators_described
    left join cut_lengths
        on
            int_indicators_described.document_id = cut_lengths.document_id
            and length(int_indicators_described.indicator_name) = cut_lengths.name_length
    where int_indicators_described.indicator_name is not null

),

unioned as (

    select * from project_names
    union all
    select
        document_id,
        project_id,
        fact_table,
        fact_id,
        indicator_subject || coalesce('（' || name_defect || '）', '') as subject,
        case when name_defect is null then 0 else 1 end as actual_value
    from indicator_names

),

checked as (

    select
        *,
        'R56' as rule_id,
        0 as expected_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
