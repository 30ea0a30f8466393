with
int_goals_described as (
    select * from {{ ref('int_goals_described') }}
),

-- Texts that many forms print are read once each.
texts as (
    select
        printed_text,
        {{ has_match('printed_text', '[,，、:;与和及的]$') }}
        or {{ has_doubled_word('printed_text', 80) }}
        or length(replace(printed_text, '(', '')) <> length(replace(printed_text, ')', '')) as is_cut,
        {{ has_match('printed_text', '[。.!！;]$') }} as is_ended
    from (
        select distinct folded_goal as printed_text
        from {{ ref('int_goals_described') }}
    ) as printed_texts
),

cores as (
    select
        printed_text,
        regexp_replace(
            {{ strip_money_words('printed_text') }},
            '确保|保障|保证|解决|完成|做好|落实|实现|按时|按期|足额|及时|到位|正常|顺利|有效|工作|开展|进行|能够|[“”"。.！!]',
            ''{{ global_replace() }}
        ) as goal_core
    from (
        select distinct goal_text as printed_text
        from {{ ref('int_goals_described') }}
    ) as printed_texts
),

shared as (
    {%- set same_goal = 'partition by region_code, fiscal_year, agency_text, horizon, folded_goal' %}
    select
        *,
        coalesce(has_name and names_project, false) as is_own,
        min(project_name) over ({{ same_goal }}) <> max(project_name) over ({{ same_goal }}) as is_shared,
        min(case when has_name and names_project then project_name end) over ({{ same_goal }}) as owner_name,
        max(case when has_name and names_project then project_name end) over ({{ same_goal }}) as other_owner_name
    from int_goals_described
),

goals as (
    select
        shared.*,
        texts.is_cut,
        texts.is_ended,
        cores.goal_core
    from shared
    left join texts on shared.folded_goal = texts.printed_text
    left join cores on shared.goal_text = cores.printed_text
),

-- A goal that speaks of another project, and not of its own, was copied from there.
copies as (
    select
        'R51' as rule_id,
        document_id,
        project_id,
        project_goal_id as fact_id,
        goal_subject
        || case when is_shared and not is_own and owner_name is not null then '（与“' || owner_name || '”的目标相同）' else '' end
            as subject,
        case when is_shared and not is_own and owner_name is not null then 1 else 0 end as actual_value,
        case when not has_name then 'the name of the project is too short to be found' end as reason
    from goals
),

-- One text for several parts of one scheme, or a text so general that it fits every project.
repeats as (
    select
        'R112' as rule_id,
        document_id,
        project_id,
        project_goal_id as fact_id,
        goal_subject as subject,
        case
            when is_shared and (owner_name is null or is_own and owner_name <> other_owner_name) then 1
            else 0
        end as actual_value,
        case when length(folded_goal) < 10 then 'the text is too short' end as reason
    from goals
),

pairs as (
    select
        goals.document_id,
        goals.project_id,
        goals.project_goal_id,
        goals.goal_subject,
        goals.folded_goal,
        goals.is_cut,
        goals.is_ended,
        goals.horizon,
        other_horizons.folded_goal as other_goal
    from goals
    left join goals as other_horizons
        on
            goals.project_id = other_horizons.project_id
            and goals.horizon <> other_horizons.horizon
),

cut_texts as (
    select
        'R109' as rule_id,
        document_id,
        project_id,
        project_goal_id as fact_id,
        max(goal_subject) as subject,
        max(case
            when is_cut then 1
            when
                length(folded_goal) >= 10
                and length(other_goal) > length(folded_goal)
                and substr(other_goal, 1, length(folded_goal)) = folded_goal
                and not is_ended
                then 1
            else 0
        end) as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from pairs
    group by document_id, project_id, project_goal_id
),

same_horizons as (
    select
        'R112' as rule_id,
        document_id,
        project_id,
        project_goal_id as fact_id,
        max(goal_subject) || '（与年度目标比较）' as subject,
        max(case when folded_goal = other_goal then 1 else 0 end) as actual_value,
        case when max(other_goal) is null then 'the form has one horizon' end as reason
    from pairs
    where horizon <> 'annual'
    group by document_id, project_id, project_goal_id
),

empty_goals as (
    select
        'R111' as rule_id,
        document_id,
        project_id,
        project_goal_id as fact_id,
        goal_subject as subject,
        case when goal_core = name_core or goal_core = '' then 1 else 0 end as actual_value,
        case when not has_name then 'the name of the project is too short to be found' end as reason
    from goals
),

unioned as (
    select * from copies
    union all
    select * from repeats
    union all
    select * from cut_texts
    union all
    select * from same_horizons
    union all
    select * from empty_goals
),

checked as (
    select
        *,
        'fct_project_goals' as fact_table,
        0 as expected_value,
        0 as tolerance
    from unioned
),

final as (
    {{ judge_checks('checked') }}
)

select * from final
