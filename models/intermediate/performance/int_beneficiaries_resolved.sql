{#- Judgement: two counts of the same people differ by rounding alone if they are this close. -#}
{%- set rounding = 0.005 -%}
{#- Characters that two wordings must share to speak of the same people. -#}
{%- set shared_length = 6 -%}
{%- set wording = 'case when length(counted_core) >= ' ~ shared_length ~ ' then substr(counted_core, 1, ' ~ shared_length ~ ') end' -%}
{%- set mentions = 'partition by project_id, counted_unit, stated_count' -%}
with counts as (
    select * from {{ ref('int_beneficiary_counts_listed') }}
),

words as (
    select * from {{ ref('beneficiary_words') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

counted_projects as (
    select * from {{ ref('int_projects_counted') }}
),

-- Each text is read once. 其中 begins a part of the people counted before it.
worded as (
    select
        role_texts.role_text,
        min(words.priority) as priority,
        {{ has_match('role_texts.role_text', '^[^ ]*其中') }} as is_part
    from (select distinct role_text from counts) as role_texts
    left join words on {{ matches_listed_pattern('role_texts.role_text', 'words.pattern', 'beneficiary_words', 'pattern') }}
    group by role_texts.role_text
),

described as (
    select
        counts.*,
        worded.priority,
        worded.is_part,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.form_type,
        counted_projects.master_project_id,
        counted_projects.is_counted,
        coalesce(projects.region_code, '')
        || '|' || coalesce(projects.implementing_unit_name, projects.department_name, projects.document_id) as agency_text,
        coalesce(counts.high_count, counts.low_count) as stated_count,
        case counts.source_type when 'indicator_target' then 1 when 'goal_text' then 2 else 3 end as source_rank,
        {{ rewrite_text('counts.counted_name', [
            ['[0-9]{4}年度?|本年度?|年度|[0-9]', ''],
            ['^(?:核定|保障|补助|发放|领取|完成|解决|享受|预计|共|余|名|个|[的为、])+', ''],
        ]) }} as counted_core
    from counts
    left join worded on counts.role_text = worded.role_text
    inner join projects on counts.project_id = projects.project_id
    inner join counted_projects on counts.project_id = counted_projects.project_id
    where coalesce(projects.form_type, '') != 'department_targets'
),

-- What an indicator, the goal and the prose of one project count alike are the same people: they share role and wording.
alike as (
    select
        *,
        min(priority) over ({{ mentions }}) as shared_priority,
        case when min(source_type) over ({{ mentions }}) = max(source_type) over ({{ mentions }}) then 1 else 2 end as source_count,
        row_number() over (
            partition by project_id, horizon, counted_unit, stated_count order by source_rank, source_id, figure_number
        ) as mention_number,
        {{ wording }} as wording,
        min({{ wording }}) over ({{ mentions }}) as first_wording
    from described
),

-- Projects are joined by any wording in common, also through a third one: their wordings get one name, the least of them.
neighbours as (
    select
        *,
        case
            when wording is not null
                then min(first_wording) over (partition by agency_text, fiscal_year, counted_unit, stated_count, wording)
        end as joined_wording
    from alike
),

roles as (
    select
        neighbours.*,
        min(neighbours.joined_wording) over ({{ mentions }}) as shared_wording,
        coalesce(words.people_role, 'unspecified') as people_role
    from neighbours
    left join words on neighbours.shared_priority = words.priority
),

-- Where an indicator and the text each give one count of a unit in one role, and these differ, they contradict each other.
compared as (
    select
        project_id,
        horizon,
        counted_unit,
        people_role,
        max(case when source_type = 'indicator_target' then stated_count end) as indicator_count,
        max(case when source_type != 'indicator_target' then stated_count end) as text_count,
        count(distinct case when source_type = 'indicator_target' then stated_count end) as indicator_values,
        count(distinct case when source_type != 'indicator_target' then stated_count end) as text_values
    from roles
    where not is_part
    group by project_id, horizon, counted_unit, people_role
),

judged as (
    select
        roles.*,
        compared.indicator_values,
        case
            when roles.is_contradicted and roles.source_count = 1 then 'unit_contradicted'
            when
                compared.indicator_values = 1 and compared.text_values = 1
                and abs(compared.indicator_count - compared.text_count) > {{ rounding }} * compared.indicator_count
                then 'values_differ'
        end as conflict_type,
        roles.mention_number = 1
        and not roles.is_part
        and (roles.source_type = 'indicator_target' or coalesce(compared.indicator_values, 0) = 0) as is_primary,
        {{ surrogate_key([
            'roles.agency_text', 'roles.fiscal_year', 'roles.counted_unit', 'roles.stated_count',
            'coalesce(roles.shared_wording, roles.project_id)'
        ]) }} as same_people_key
    from roles
    left join compared
        on
            roles.project_id = compared.project_id and roles.horizon = compared.horizon
            and roles.counted_unit = compared.counted_unit and roles.people_role = compared.people_role
),

-- Of the projects that speak of the same people one row counts in each horizon; forms of one project are one project.
ranked as (
    select
        *,
        row_number() over (
            partition by same_people_key, horizon
            order by case when is_primary then 0 else 1 end, case when is_counted then 0 else 1 end, source_rank, project_id, source_id, figure_number
        ) as people_number,
        min(master_project_id) over (partition by same_people_key, horizon) as first_project_id,
        max(master_project_id) over (partition by same_people_key, horizon) as last_project_id
    from judged
),

final as (
    select
        source_id || case when source_type = 'goal_text' then '-c' || cast(figure_number as {{ dbt.type_string() }}) else '' end
            as project_beneficiary_id,
        project_id,
        horizon,
        people_role,
        counted_unit,
        cast(case when bound_type != 'at_most' then coalesce(low_count, high_count) end as decimal(28, 8)) as low_count,
        cast(case when bound_type != 'at_least' then coalesce(high_count, low_count) end as decimal(28, 8)) as high_count,
        bound_type,
        count_text,
        counted_name as counted_text,
        source_type,
        indicator_target_id,
        source_text,
        conflict_type,
        is_primary,
        same_people_key,
        first_project_id != last_project_id as has_shared_people,
        is_primary and people_number = 1 and people_role = 'beneficiary' as is_distinct_count,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number,
        table_number,
        row_number
    from ranked
)

select * from final
