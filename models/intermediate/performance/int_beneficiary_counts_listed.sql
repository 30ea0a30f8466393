with targets as (
    select * from {{ ref('int_indicators_described') }}
),

goal_counts as (
    select * from {{ ref('int_goal_people_listed') }}
),

claims as (
    select * from {{ ref('int_narrative_claims_valued') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

-- Counts of recipients are quantity indicators in persons, households, person-times or bodies.
indicator_counts as (
    select
        'indicator_target' as source_type,
        indicator_target_id as source_id,
        indicator_target_id,
        project_id,
        horizon,
        1 as figure_number,
        case
            when dimension = 'organisation_count' then 'organisation'
            when dimension = 'person_event' then 'person_time'
            when dimension = 'item_count' then 'organisation'
            else dimension
        end as counted_unit,
        target_low_base as low_count,
        target_high_base as high_count,
        case
            when comparator in ('>=', '>') then 'at_least'
            when comparator in ('<=', '<') then 'at_most'
            when value_type = 'range' then 'range'
            when comparator = '~' then 'about'
            else 'exact'
        end as bound_type,
        {{ fold_text('indicator_name') }} as counted_name,
        coalesce({{ fold_text('indicator_name') }}, '') || ' ' || coalesce({{ fold_text('target_text') }}, '') as role_text,
        target_text as count_text,
        coalesce(indicator_name || '：', '') || target_text as source_text,
        {{ has_match(fold_text('indicator_name'), '[次批场]数?([(].*)?$') }} and dimension = 'person' as is_contradicted,
        page_number,
        line_number,
        table_number,
        row_number
    from targets
    where
        level2_code = 'quantity'
        and value_type in ('numeric', 'range')
        and (
            dimension in ('person', 'household', 'person_event', 'organisation_count')
            or (dimension = 'item_count' and {{ has_match('indicator_name', '(企业|合作社|农场|商户|机构|单位|学校|社会组织|经营主体)[^0-9]{0,4}[数量]') }})
        )
        and coalesce(target_high_base, target_low_base) > 0
),

-- Prose tells of a project where the heading of its section names one, and only one.
narrated as (
    select
        claims.narrative_claim_id,
        min(projects.project_id) as project_id,
        count(*) as project_count
    from (
        select
            narrative_claim_id,
            document_id,
            regexp_replace({{ fold_name(first_match('section_text', '([^/]*)$')) }}, '^.*:|(项目)?(情况)?(说明)?$', ''{{ global_replace() }}) as project_key
        from claims
        where kind = 'count' and comparison_basis = 'none' and unit_text in ('人', '名', '人次', '户', '家')
    ) as claims
    inner join projects
        on
            claims.document_id = projects.document_id
            and length(claims.project_key) >= 4
            and {{ fold_name('projects.project_name') }} like claims.project_key || '%'
    group by claims.narrative_claim_id
),

narrative_counts as (
    select
        'narrative' as source_type,
        claims.narrative_claim_id as source_id,
        cast(null as {{ dbt.type_string() }}) as indicator_target_id,
        narrated.project_id,
        'annual' as horizon,
        1 as figure_number,
        case claims.unit_text when '人次' then 'person_time' when '户' then 'household' when '家' then 'organisation' else 'person' end
            as counted_unit,
        claims.value as low_count,
        claims.value as high_count,
        'exact' as bound_type,
        claims.subject_text as counted_name,
        coalesce(claims.subject_text, '') || ' ' || coalesce({{ fold_text('claims.sentence_text') }}, '') as role_text,
        claims.value_text || claims.unit_text as count_text,
        claims.sentence_text as source_text,
        false as is_contradicted,
        claims.page_number,
        claims.line_number,
        cast(null as integer) as table_number,
        cast(null as integer) as row_number
    from claims
    inner join narrated on claims.narrative_claim_id = narrated.narrative_claim_id
    where narrated.project_count = 1 and claims.value > 0
),

-- The goal's 70万人次 is the indicator's 70万次: one of them has the wrong unit.
event_targets as (
    select distinct
        project_id,
        horizon,
        target_low_base as event_count
    from targets
    where dimension = 'event' and level2_code = 'quantity' and target_low_base is not null
),

checked_goal_counts as (
    select
        goal_counts.source_type,
        goal_counts.source_id,
        goal_counts.indicator_target_id,
        goal_counts.project_id,
        goal_counts.horizon,
        goal_counts.figure_number,
        goal_counts.counted_unit,
        goal_counts.low_count,
        goal_counts.high_count,
        goal_counts.bound_type,
        goal_counts.counted_name,
        goal_counts.role_text,
        goal_counts.count_text,
        goal_counts.source_text,
        event_targets.project_id is not null as is_contradicted,
        goal_counts.page_number,
        goal_counts.line_number,
        goal_counts.table_number,
        goal_counts.row_number
    from goal_counts
    left join event_targets
        on
            goal_counts.project_id = event_targets.project_id
            and goal_counts.horizon = event_targets.horizon
            and goal_counts.counted_unit = 'person_time'
            and goal_counts.low_count = event_targets.event_count
),

final as (
    select * from indicator_counts
    union all
    select * from checked_goal_counts
    union all
    select * from narrative_counts
)

select * from final
