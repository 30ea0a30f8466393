{%- set year = '((19|20)[0-9][0-9])' -%}
with

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

stg_project_forms as (

    select * from {{ ref('stg_project_forms') }}

),

forms as (

    select
        int_projects_identified.*,
        coalesce(int_projects_identified.project_name, '（无项目名称）') as form_subject,
        try_cast({{ first_match('stg_project_forms.title_text', year) }} as integer) as title_year,
        try_cast({{ first_match('stg_project_forms.fiscal_year_text', year) }} as integer) as printed_year,
        try_cast({{ first_match(fold_text('int_projects_identified.midterm_period_text'), year) }} as integer) as midterm_start_year,
        try_cast({{ first_match(
            fold_text('int_projects_identified.midterm_period_text'), '(19|20)[0-9][0-9].*((19|20)[0-9][0-9])', 2
        ) }} as integer) as midterm_end_year,
        try_cast({{ first_match('int_projects_identified.name_folded', '^' ~ year ~ '年') }} as integer) as name_year,
        try_cast({{ first_match(
            'int_projects_identified.name_folded', '20[0-9][0-9]年(?:[0-9]{1,2}月)?[-至到~](20[0-9][0-9])年'
        ) }} as integer) as name_end_year,
        {{ fold_text('int_projects_identified.annual_goal_text') }} as folded_goal
    from int_projects_identified
    inner join stg_project_forms on int_projects_identified.project_id = stg_project_forms.project_id

),

goal_years as (

    select
        *,
        try_cast({{ first_match('folded_goal', year ~ '年') }} as integer) as goal_year,
        folded_goal like '%' || cast(fiscal_year as {{ dbt.type_string() }}) || '%' as goal_has_fiscal_year
    from forms

),

-- A year that begins a name or a goal. Money of an earlier year may be spent now, so this asks and proves nothing.
years as (

    select
        'R107' as rule_id,
        document_id,
        project_id,
        form_subject || '（项目名称的年份）' as subject,
        fiscal_year as expected_value,
        name_year as actual_value,
        'equal' as relation,
        case
            when name_year is null then 'the name begins with no year'
            when {{ has_match('name_folded', '^[0-9]{4}年(及?以?前|以?后|底|末|初|起|至|到|~|、|-[0-9]|[0-9])') }} then 'the name speaks of a time'
        end as reason
    from forms
    where fiscal_year is not null
    union all
    select
        'R107' as rule_id,
        document_id,
        project_id,
        form_subject || '（年度目标的年份）' as subject,
        fiscal_year as expected_value,
        goal_year as actual_value,
        'equal' as relation,
        case
            when goal_year is null then 'the goal names no year'
            when goal_has_fiscal_year then 'the goal names the fiscal year'
            when {{ has_match('folded_goal', '[0-9]{4}年(及?以?前|之前|以?后|之后|底|末|初|起|来|以来|-|至|到|~|、|的?基础|相比|[0-9])') }}
                then 'the goal speaks of another time'
            when {{ has_match('folded_goal', '比[0-9]{4}|[-至到~][0-9]{4}') }} then 'the goal compares two years'
        end as reason
    from goal_years
    where fiscal_year is not null
    union all
    select
        'R107' as rule_id,
        document_id,
        project_id,
        form_subject || '（项目名称中的期间）' as subject,
        fiscal_year as expected_value,
        name_end_year as actual_value,
        'equal' as relation,
        case when name_end_year is null then 'the name speaks of no period' end as reason
    from forms
    where fiscal_year is not null

),

periods as (

    select
        'R108' as rule_id,
        document_id,
        project_id,
        form_subject || '：中期目标期间' || midterm_period_text || '，项目期间' || coalesce(period_text, '（未填）') as subject,
        0 as expected_value,
        case when midterm_start_year >= period_start_year and midterm_end_year <= period_end_year then 0 else 1 end as actual_value,
        'equal' as relation,
        case
            when midterm_end_year is null or period_start_year is null then 'one of the periods is not read'
        end as reason
    from forms
    where midterm_period_text is not null
    union all
    select
        'R108' as rule_id,
        document_id,
        project_id,
        form_subject || '：项目期间' || period_text || '，预算年度'
        || coalesce(cast(fiscal_year as {{ dbt.type_string() }}), '（未填）') as subject,
        0 as expected_value,
        case when fiscal_year between period_start_year and period_end_year then 0 else 1 end as actual_value,
        'equal' as relation,
        case
            when period_start_year is null or fiscal_year is null then 'the period or the year is not read'
            when period_end_year = period_start_year and period_start_year < fiscal_year then 'a start without an end'
        end as reason
    from forms
    where period_text is not null
    union all
    select
        'R108' as rule_id,
        document_id,
        project_id,
        form_subject || '：表名年份与填报年度' as subject,
        printed_year as expected_value,
        title_year as actual_value,
        'equal' as relation,
        cast(null as {{ dbt.type_string() }}) as reason
    from forms
    where title_year is not null and printed_year is not null

),

unioned as (

    select * from years
    union all
    select * from periods

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
