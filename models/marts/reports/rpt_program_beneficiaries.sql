with budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

bridge as (
    select * from {{ ref('bridge_project_programs') }}
),

programs as (
    select * from {{ ref('dim_programs') }}
),

beneficiaries as (
    select * from {{ ref('fct_project_beneficiaries') }}
),

grouped as (
    select distinct
        programs.program_group,
        budgets.region_code,
        budgets.region_name,
        budgets.fiscal_year,
        budgets.project_id
    from budgets
    inner join bridge on budgets.project_id = bridge.project_id
    inner join programs on bridge.program_id = programs.program_id
),

-- The same people under several projects are one group of people.
people as (
    select
        grouped.program_group,
        grouped.region_code,
        grouped.fiscal_year,
        beneficiaries.same_people_key,
        max(beneficiaries.low_count) as low_count,
        max(beneficiaries.high_count) as high_count
    from grouped
    inner join beneficiaries on grouped.project_id = beneficiaries.project_id
    where
        beneficiaries.is_primary and beneficiaries.horizon = 'annual'
        and beneficiaries.people_role = 'beneficiary' and beneficiaries.counted_unit = 'person'
    group by grouped.program_group, grouped.region_code, grouped.fiscal_year, beneficiaries.same_people_key
),

totals as (
    select
        program_group,
        region_code,
        fiscal_year,
        count(*) as people_group_count,
        sum(low_count) as low_count,
        case when count(*) = count(high_count) then sum(high_count) end as high_count
    from people
    group by program_group, region_code, fiscal_year
),

projects as (
    select
        grouped.program_group,
        grouped.region_code,
        grouped.region_name,
        grouped.fiscal_year,
        count(distinct grouped.project_id) as project_count,
        count(distinct beneficiaries.project_id) as counted_project_count
    from grouped
    left join beneficiaries
        on
            grouped.project_id = beneficiaries.project_id
            and beneficiaries.is_primary and beneficiaries.horizon = 'annual'
            and beneficiaries.people_role = 'beneficiary' and beneficiaries.counted_unit = 'person'
    group by grouped.program_group, grouped.region_code, grouped.region_name, grouped.fiscal_year
),

final as (
    select
        {{ surrogate_key(['projects.program_group', 'projects.region_code', 'projects.fiscal_year']) }} as program_beneficiary_id,
        projects.program_group,
        projects.region_code,
        projects.region_name,
        projects.fiscal_year,
        cast(projects.project_count as integer) as project_count,
        cast(projects.counted_project_count as integer) as counted_project_count,
        cast(coalesce(totals.people_group_count, 0) as integer) as people_group_count,
        cast(totals.low_count as decimal(28, 8)) as people_low_count,
        cast(totals.high_count as decimal(28, 8)) as people_high_count,
        case
            when projects.counted_project_count = 0 then '未公开受益人数 no project of the group counts whom it reaches'
            when projects.counted_project_count < projects.project_count
                then '部分项目未公开受益人数 some projects of the group count nobody'
        end as not_available_text
    from projects
    left join totals
        on
            projects.program_group = totals.program_group
            and projects.region_code = totals.region_code
            and projects.fiscal_year = totals.fiscal_year
)

select * from final
