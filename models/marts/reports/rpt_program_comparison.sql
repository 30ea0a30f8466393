with funding as (
    select * from {{ ref('rpt_program_funding') }}
),

people as (
    select * from {{ ref('int_program_people_counted') }}
),

joined as (
    select
        funding.*,
        coalesce(people.has_all_counts, false) as has_all_counts,
        people.doubt_class,
        people.doubt_text,
        people.people_low_count,
        people.people_high_count
    from funding
    left join people
        on
            funding.program_id = people.program_id
            and funding.region_code = people.region_code
            and funding.fiscal_year = people.fiscal_year
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
            when doubt_class = 'not_comparable' then 'not_comparable'
            when shared_project_count > 0 or people_low_count != people_high_count or doubt_text is not null then 'similar'
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
            when doubt_text is not null then '有项目不是全年全部资金 a project has not the whole money of a year: ' || doubt_text
            else '人数确定，一年资金 one year of money over an exact count'
        end as comparability_reason,
        region_code,
        fiscal_year
    from joined
)

select * from final
