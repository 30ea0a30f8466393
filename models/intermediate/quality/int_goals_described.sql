{#- A name is spoken of in a goal if this many of its characters in a row stand there. -#}
{%- set shared_length = 4 -%}
{%- set longest_name = 40 -%}
with

stg_project_goals as (

    select * from {{ ref('stg_project_goals') }}

),

int_projects_identified as (

    select * from {{ ref('int_projects_identified') }}

),

goals as (

    select
        stg_project_goals.project_goal_id,
        stg_project_goals.project_id,
        stg_project_goals.document_id,
        stg_project_goals.horizon,
        stg_project_goals.goal_text,
        int_projects_identified.region_code,
        int_projects_identified.fiscal_year,
        coalesce(
            int_projects_identified.implementing_unit_name,
            int_projects_identified.department_name,
            stg_project_goals.document_id
        ) as agency_text,
        int_projects_identified.project_name,
        coalesce(int_projects_identified.project_name, '（无项目名称）')
        || '，' || {{ label_horizon('stg_project_goals.horizon') }} || '目标' as goal_subject,
        {{ fold_text('stg_project_goals.goal_text') }} as folded_goal,
        {{ strip_money_words('int_projects_identified.project_name') }} as name_core
    from stg_project_goals
    inner join int_projects_identified on stg_project_goals.project_id = int_projects_identified.project_id
    where stg_project_goals.goal_text is not null

),

final as (

    select
        *,
        length(name_core) >= {{ shared_length }} as has_name,
        (
            {%- for start in range(1, longest_name - shared_length + 2) %}
            length(name_core) >= {{ start + shared_length - 1 }}
            and folded_goal like '%' || substr(name_core, {{ start }}, {{ shared_length }}) || '%'
            {%- if not loop.last %} or {% endif -%}
            {%- endfor %}
        ) as names_project
    from goals

)

select * from final
