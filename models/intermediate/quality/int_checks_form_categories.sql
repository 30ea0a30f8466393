{#- Judgement: a category that nine of ten forms of a document have is missing in the tenth. -#}
{%- set usual_share = 0.9 -%}
{%- set fewest_forms = 5 -%}
with

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

contents as (

    select
        project_id,
        count(*) as indicator_count,
        max(case when level1_code = 'output' then 1 else 0 end) as output_count,
        max(case when level1_code = 'benefit' then 1 else 0 end) as benefit_count,
        max(case when level1_code = 'satisfaction' or {{ has_match('folded_name', '满意') }} then 1 else 0 end) as satisfaction_count,
        max(case when level1_code is null then 1 else 0 end) = 1 as has_unknown_level
    from int_indicators_described
    group by project_id

),

forms as (

    select
        int_projects_identified.*,
        coalesce(int_projects_identified.project_name, '（无项目名称）') as form_subject,
        contents.indicator_count,
        contents.output_count,
        contents.benefit_count,
        contents.satisfaction_count,
        contents.has_unknown_level
    from int_projects_identified
    left join contents on int_projects_identified.project_id = contents.project_id

),

completeness as (

    {% for level, label, column in [
        ('output', '产出指标', 'output_count'), ('benefit', '效益指标', 'benefit_count'), ('satisfaction', '满意度指标', 'satisfaction_count')
    ] %}
    select
        'R54' as rule_id,
        document_id,
        project_id,
        form_subject || '：{{ label }}' as subject,
        1 as expected_value,
        {{ column }} as actual_value,
        'equal' as relation,
        case
            when coalesce(indicator_count, 0) = 0 then 'the form has no indicators'
            when has_unknown_level then 'a level is not known'
            {%- if level == 'satisfaction' %}
            when not {{ has_match('name_folded', '补助|补贴|救助|抚恤|慰问|待遇|养老|低保|优抚|奖励|培训|资助|助学|服务') }}
                then 'nobody receives the money or a service'
            {%- endif %}
        end as reason
    from forms
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

form_totals as (

    select
        document_id,
        count(distinct project_id) as form_count
    from int_indicators_described
    group by document_id

),

form_categories as (

    select distinct
        document_id,
        project_id,
        level2_code,
        level2_text
    from int_indicators_described
    where level2_code is not null

),

usual_categories as (

    select
        form_categories.document_id,
        form_categories.level2_code,
        max(form_categories.level2_text) as level2_text
    from form_categories
    inner join form_totals on form_categories.document_id = form_totals.document_id
    where form_totals.form_count >= {{ fewest_forms }}
    group by form_categories.document_id, form_categories.level2_code, form_totals.form_count
    having count(distinct form_categories.project_id) >= form_totals.form_count * {{ usual_share }}

),

categories as (

    select
        'R116' as rule_id,
        forms.document_id,
        forms.project_id,
        max(forms.form_subject) || '：' || max(coalesce(usual_categories.level2_text, usual_categories.level2_code)) as subject,
        1 as expected_value,
        max(case when form_categories.project_id is null then 0 else 1 end) as actual_value,
        'equal' as relation,
        case when max(forms.indicator_count) is null then 'the form has no indicators' end as reason
    from forms
    inner join usual_categories on forms.document_id = usual_categories.document_id
    left join form_categories
        on
            forms.project_id = form_categories.project_id
            and usual_categories.level2_code = form_categories.level2_code
    group by forms.document_id, forms.project_id, usual_categories.level2_code

),

unioned as (

    select * from completeness
    union all
    select * from categories

),

checked as (

    select
        *,
        'dim_projects' as fact_table,
        project_id as fact_id,
        0 as tolerance
    from unioned

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
