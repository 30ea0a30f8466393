with regions as (
    select * from {{ ref('regions') }}
),

-- Counties stand under a prefecture, or straight under a province (as in Hong Kong); a prefecture is its own prefecture.
placed as (
    select
        regions.*,
        case
            when regions.level = 'prefecture' then regions.region_code
            when regions.level = 'county' and parents.level = 'prefecture' then regions.parent_code
        end as prefecture_code,
        case
            when regions.level = 'province' then regions.region_code
            when parents.level = 'province' then regions.parent_code
            else parents.parent_code
        end as province_code
    from regions
    left join regions as parents
        on regions.parent_code = parents.region_code
),

named as (
    select
        placed.*,
        provinces.region_name as province_name,
        -- 市辖区, 县 and 省直辖县级行政区划 are names without a place: several provinces have one each.
        case
            when prefectures.code_kind = 'pseudo' then provinces.region_name || prefectures.region_name
            else prefectures.region_name
        end as prefecture_name
    from placed
    inner join regions as provinces
        on placed.province_code = provinces.region_code
    left join regions as prefectures
        on placed.prefecture_code = prefectures.region_code
),

typed as (
    select
        named.*,
        case
            when level != 'county' then null
            when code_kind = 'statistical_zone' then 'zone'
            when {{ has_match('region_name', '自治县$') }} then 'autonomous_county'
            when {{ has_match('region_name', '自治旗$') }} then 'autonomous_banner'
            when region_name = '神农架林区' then 'forestry_district'
            when {{ has_match('region_name', '特区$') }} then 'special_district'
            when {{ has_match('region_name', '县$') }} then 'county'
            when {{ has_match('region_name', '市$') }} then 'city'
            when {{ has_match('region_name', '区$') }} then 'district'
            when {{ has_match('region_name', '旗$') }} then 'banner'
            else 'other'
        end as county_type
    from named
),

final as (
    select
        region_code,
        region_name,
        level,
        county_type,
        code_kind,
        prefecture_code,
        prefecture_name,
        province_code,
        province_name,
        list_year,
        status = 'current' as is_active
    from typed
)

select * from final
