{#- Documents print 0.01 万元 at the finest: two rounded figures may lie this much apart (yuan). -#}
{%- set tolerance = 100 -%}
with staffing as (
    select * from {{ ref('rpt_agency_staffing') }}
),

expenditures as (
    select * from {{ ref('fct_economic_expenditures') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

goods as (
    select
        document_id,
        agency_id,
        cast(sum(total_amount_cny) as decimal(18, 2)) as goods_services_amount_cny
    from expenditures
    where
        scope = 'basic' and statement = 'general_public_basic' and coalesce(phase, 'budget') in ('budget', 'initial_budget')
        and economic_code like '302%'
    group by document_id, agency_id
),

final as (
    select
        staffing.agency_staffing_id,
        regions.region_name,
        staffing.agency_id,
        agencies.agency_name,
        agencies.nature,
        staffing.agency_operating_amount_cny,
        staffing.operating_amount_cny,
        goods.goods_services_amount_cny,
        cast(staffing.agency_operating_amount_cny - staffing.operating_amount_cny as decimal(18, 2)) as difference_amount_cny,
        case
            when staffing.agency_operating_amount_cny is null then null
            when abs(staffing.agency_operating_amount_cny - staffing.operating_amount_cny) <= {{ tolerance }} then 'operating'
            when abs(staffing.agency_operating_amount_cny - goods.goods_services_amount_cny) <= {{ tolerance }}
                then 'goods_services'
            else 'neither'
        end as equals_what,
        case
            when staffing.agency_operating_amount_cny is null then '未说明机关运行经费 the prose states no agency operating expense'
            when staffing.operating_amount_cny is null then '未公开公用经费 no table prints the running costs'
        end as not_available_text,
        staffing.is_counted,
        staffing.region_code,
        staffing.fiscal_year,
        staffing.document_id
    from staffing
    left join goods
        on
            staffing.document_id = goods.document_id
            and coalesce(staffing.agency_id, '') = coalesce(goods.agency_id, '')
    left join agencies on staffing.agency_id = agencies.agency_id
    left join regions on staffing.region_code = regions.region_code
    where staffing.document_type = 'department_budget'
)

select * from final
