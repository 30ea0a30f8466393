with funding as (
    select * from {{ ref('rpt_program_funding') }}
),

budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

bridge as (
    select * from {{ ref('bridge_project_programs') }}
),

beneficiaries as (
    select * from {{ ref('fct_project_beneficiaries') }}
),

-- Whom a project that is the programme's alone reaches in its year.
reached as (
    select
        bridge.program_id,
        budgets.region_code,
        budgets.fiscal_year,
        budgets.project_id,
        beneficiaries.same_people_key,
        beneficiaries.low_count,
        beneficiaries.high_count
    from budgets
    inner join bridge on budgets.project_id = bridge.project_id and bridge.share_basis = 'whole'
    left join beneficiaries
        on
            budgets.project_id = beneficiaries.project_id
            and beneficiaries.is_primary and beneficiaries.horizon = 'annual'
            and beneficiaries.people_role = 'beneficiary' and beneficiaries.counted_unit = 'person'
    where budgets.total_amount_cny is not null
),

coverage as (
    select
        program_id,
        region_code,
        fiscal_year,
        count(distinct project_id) = count(distinct case when same_people_key is not null then project_id end) as has_all_counts
    from reached
    group by program_id, region_code, fiscal_year
),

-- The same people under several projects are counted once.
people as (
    select
        program_id,
        region_code,
        fiscal_year,
        same_people_key,
        max(low_count) as low_count,
        max(high_count) as high_count
    from reached
    where same_people_key is not null
    group by program_id, region_code, fiscal_year, same_people_key
),

-- A side on which one group of people is not bounded is not bounded for all of them.
totals as (
    select
        program_id,
        region_code,
        fiscal_year,
        case when count(*) = count(low_count) then sum(low_count) end as low_count,
        case when count(*) = count(high_count) then sum(high_count) end as high_count
    from people
    group by program_id, region_code, fiscal_year
),

joined as (
    select
        funding.*,
        coalesce(coverage.has_all_counts, false) as has_all_counts,
        cast(totals.low_count as decimal(28, 8)) as people_low_count,
        cast(totals.high_count as decimal(28, 8)) as people_high_count
    from funding
    left join coverage
        on
            funding.program_id = coverage.program_id
            and funding.region_code = coverage.region_code
            and funding.fiscal_year = coverage.fiscal_year
    left join totals
        on
            funding.program_id = totals.program_id
            and funding.region_code = totals.region_code
            and funding.fiscal_year = totals.fiscal_year
    where funding.line_type = 'program'
),

final as (
    select
        program_funding_id,
        program_id,
        program_name,
        program_group,
        region_name,
        total_amount_cny,
        shared_amount_cny,
        project_count,
        shared_project_count,
        people_low_count,
        people_high_count,
        cast(
            case when has_all_counts then total_amount_cny / nullif(people_high_count, 0) end as decimal(18, 2)
        ) as lower_per_head_amount_cny,
        cast(
            case when has_all_counts then total_amount_cny / nullif(people_low_count, 0) end as decimal(18, 2)
        ) as upper_per_head_amount_cny,
        case
            when total_amount_cny is null or not has_all_counts or people_low_count is null or people_high_count is null
                then 'not_comparable'
            when shared_project_count > 0 or people_low_count != people_high_count then 'similar'
            else 'same_definition'
        end as comparability,
        case
            when total_amount_cny is null and shared_project_count > 0
                then '仅有与其他政策合并的资金 all of its money is shared with other programmes'
            when total_amount_cny is null then '未公开年度金额 no annual amount is printed'
            when not has_all_counts then '未公开受益人数 not every project counts whom it reaches'
            when people_low_count is null then '人数为上限，人均仅有下限 the count is a ceiling: at least this much a head'
            when people_high_count is null then '人数为下限，人均仅有上限 the count is a floor: at most this much a head'
            when people_low_count != people_high_count then '人数为区间 the count is a range'
            when shared_project_count > 0 then '另有合并资金未计入 money shared with other programmes is left out'
            else '人数确定，一年资金 one year of money over an exact count'
        end as comparability_reason,
        region_code,
        fiscal_year
    from joined
)

select * from final
