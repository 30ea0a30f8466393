{%- set figure = '[0-9]|百分之|全覆盖|应[一-龥]尽|[一二两三四五六七八九十百千]+(个|次|名|户|项|所|期|场|条|处|批|人|公里|万)' -%}
with

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

stg_project_forms as (

    select * from {{ ref('stg_project_forms') }}

),

int_goals_described as (

    select * from {{ ref('int_goals_described') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

contents as (

    select
        project_id,
        max(case when level2_code = 'quantity' and value_type = 'numeric' then 1 else 0 end) = 1 as has_quantity_figure,
        max(case when level2_code = 'quantity' then 1 else 0 end) = 1 as has_quantity,
        max(case when level2_code = 'quality' then 1 else 0 end) = 1 as has_quality,
        max(case when level2_code = 'timeliness' or {{ has_match('folded_name', '及时|按时|按期|时效|时限|时间|完工期|按[日月季年]') }} then 1 else 0 end)
            as timeliness_count
    from int_indicators_described
    where horizon = 'annual'
    group by project_id

),

forms as (

    select
        int_projects_identified.document_id,
        int_projects_identified.project_id,
        coalesce(int_projects_identified.project_name, '（无项目名称）') as form_subject,
        stg_project_forms.title_text,
        contents.has_quantity,
        contents.has_quality,
        contents.has_quantity_figure,
        contents.timeliness_count,
        max(contents.timeliness_count) over (partition by int_projects_identified.document_id) as document_timeliness,
        count(*) over (partition by int_projects_identified.document_id) as form_count,
        count(stg_project_forms.title_text) over (partition by int_projects_identified.document_id) as titled_count
    from int_projects_identified
    inner join stg_project_forms on int_projects_identified.project_id = stg_project_forms.project_id
    left join contents on int_projects_identified.project_id = contents.project_id

),

-- A year is no measure of what is to be reached, and an old one (1953年前) names people.
goal_texts as (

    select
        project_id,
        min(project_goal_id) as project_goal_id,
        min(document_id) as document_id,
        min(goal_subject) as goal_subject,
        max(case
            when {{ has_match(rewrite_text('folded_goal', [['[0-9]{2,4}年(度|代|前|后|底|末)?', ''], ['第[0-9一二三四五六七八九十]+', ''],
                ['目标[0-9一二三四五六七八九十]+', ''], ['(^|[。;；:])[(]?[0-9]+[、.)]', '']]), figure) }} then 1
            else 0
        end) as figure_count
    from int_goals_described
    where horizon = 'annual'
    group by project_id

),

goals_measured as (

    select
        'R142' as rule_id,
        goal_texts.document_id,
        goal_texts.project_id,
        'fct_project_goals' as fact_table,
        goal_texts.project_goal_id as fact_id,
        goal_texts.goal_subject as subject,
        1 as expected_value,
        goal_texts.figure_count as actual_value,
        case when not coalesce(forms.has_quantity_figure, false) then 'the indicators hold no quantity in figures' end as reason
    from goal_texts
    inner join forms on goal_texts.project_id = forms.project_id

),

timeliness as (

    select
        'R143' as rule_id,
        document_id,
        project_id,
        'dim_projects' as fact_table,
        project_id as fact_id,
        form_subject || '：时效指标' as subject,
        1 as expected_value,
        timeliness_count as actual_value,
        case
            when not (has_quantity and has_quality) then 'the form does not list outputs by quantity and quality'
            when document_timeliness = 0 then 'no form of the document has one'
        end as reason
    from forms
    where form_count > 1 and has_quantity is not null

),

titles as (

    select
        'R145' as rule_id,
        document_id,
        project_id,
        'dim_projects' as fact_table,
        project_id as fact_id,
        form_subject as subject,
        1 as expected_value,
        case when title_text is null then 0 else 1 end as actual_value,
        case when titled_count * 2 < form_count then 'most forms of the document have no title' end as reason
    from forms
    where form_count > 1

),

checked as (

    {% for step in ['goals_measured', 'timeliness', 'titles'] -%}
    select
        *,
        0 as tolerance
    from {{ step }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (

    {{ judge_checks('checked') }}

)

select * from final
