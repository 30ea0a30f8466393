with sets as (
    select * from {{ ref('int_project_function_sets_matched') }}
),

-- A set becomes one row a project.
members as (
    {%- for place in ['first', 'second', 'third'] %}
    select
        budget_line_id,
        first_id,
        second_id,
        third_id,
        {{ place }}_id as project_id
    from sets
    where {{ place }}_id is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

set_counts as (
    select
        budget_line_id,
        count(first_id) as set_count
    from sets
    group by budget_line_id
),

-- What an item with a single set holds belongs to no other item.
fixed as (
    select
        members.project_id,
        count(distinct members.budget_line_id) as item_count,
        min(members.budget_line_id) as budget_line_id
    from members
    inner join set_counts on members.budget_line_id = set_counts.budget_line_id and set_counts.set_count = 1
    group by members.project_id
),

blocked_sets as (
    select distinct
        members.budget_line_id,
        members.first_id,
        coalesce(members.second_id, '') as second_id,
        coalesce(members.third_id, '') as third_id
    from members
    inner join fixed on members.project_id = fixed.project_id
    where fixed.item_count > 1 or fixed.budget_line_id != members.budget_line_id
),

open_sets as (
    select
        sets.*,
        set_counts.set_count,
        count(case when sets.first_id is not null and blocked_sets.budget_line_id is null then 1 end)
            over (partition by sets.budget_line_id) as open_count,
        blocked_sets.budget_line_id is not null as is_blocked
    from sets
    inner join set_counts on sets.budget_line_id = set_counts.budget_line_id
    left join blocked_sets
        on
            sets.budget_line_id = blocked_sets.budget_line_id
            and sets.first_id = blocked_sets.first_id
            and coalesce(sets.second_id, '') = blocked_sets.second_id
            and coalesce(sets.third_id, '') = blocked_sets.third_id
),

-- Two items may still want one project; then neither has it.
wanted as (
    select
        members.project_id,
        count(distinct open_sets.budget_line_id) as wanting_count
    from open_sets
    inner join members
        on
            open_sets.budget_line_id = members.budget_line_id
            and open_sets.first_id = members.first_id
            and coalesce(open_sets.second_id, '') = coalesce(members.second_id, '')
            and coalesce(open_sets.third_id, '') = coalesce(members.third_id, '')
    where open_sets.open_count = 1 and not open_sets.is_blocked
    group by members.project_id
),

judged as (
    select
        open_sets.*,
        greatest(coalesce(one.wanting_count, 0), coalesce(two.wanting_count, 0), coalesce(three.wanting_count, 0)) as wanting_count
    from open_sets
    left join wanted as one on open_sets.first_id = one.project_id
    left join wanted as two on open_sets.second_id = two.project_id
    left join wanted as three on open_sets.third_id = three.project_id
),

final as (
    select
        budget_line_id,
        document_id,
        statement,
        functional_code,
        functional_name,
        project_amount_cny,
        set_size,
        first_id,
        second_id,
        third_id,
        set_count,
        project_count,
        projects_amount_cny,
        items_amount_cny,
        totals_agree,
        row_number() over (
            partition by budget_line_id
            order by
                case when is_blocked or first_id is null then 1 else 0 end,
                set_size, first_id, coalesce(second_id, ''), coalesce(third_id, '')
        ) as set_number,
        case
            when project_count is null then 'the document has no project forms with amounts'
            when set_count = 0 and not tried_pairs then 'no single project has this amount; sets were not tried, the projects are too many'
            when set_count = 0 and not tried_triples then 'no project or pair has this amount; larger sets were not tried'
            when set_count = 0 then 'no project, pair or triple has this amount; larger sets were not tried'
            when open_count = 0 then 'the projects that have this amount are needed elsewhere too'
            when open_count > 1 then 'several sets of projects have this amount'
            when not is_blocked and wanting_count > 1 then 'another item needs the same project'
            when set_size > 1 and not coalesce(totals_agree, false)
                then 'the projects do not add up to the project spending of the table, so a sum proves nothing'
        end as reason
    from judged
)

select * from final
