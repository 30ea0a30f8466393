{%- set short_prefecture = "regexp_replace(plain_prefecture_name, '(市|州|盟|地区)$', ''" ~ global_replace() ~ ")" -%}

with regions as (
    select * from {{ ref('dim_regions') }}
),

-- Rows of the statistical list that are no place (市辖区, 县) are left out.
places as (
    select
        region_code,
        region_name,
        level,
        province_code,
        province_name,
        case when level = 'county' then prefecture_name end as prefecture_name,
        list_year,
        is_active,
        regexp_replace(province_name, '(壮族|回族|维吾尔)?(自治区|省|市)$', ''{{ global_replace() }}) as short_province_name,
        {{ without_peoples('region_name') }} as plain_name,
        case when level = 'county' then {{ without_peoples('prefecture_name') }} end as plain_prefecture_name
    from regions
    where code_kind = 'gbt2260'
),

-- A name of two characters that ends in 区 (城区, 东区, 郊区) is a common word unless its city stands before it.
-- 恩施州, 峨边县 and 恩施 for the full names with their peoples.
names as (
    select
        region_code,
        region_name as place_name,
        'full' as name_type
    from places

    union

    select
        region_code,
        plain_name as place_name,
        'full' as name_type
    from places
    where plain_name != region_name and length(plain_name) >= 3

    union

    select
        region_code,
        regexp_replace(plain_name, '(县|市|区|州|旗|盟|地区)$', ''{{ global_replace() }}) as place_name,
        'short' as name_type
    from places
    where {{ has_match('plain_name', '^.{2,}(县|市|区|州|旗|盟|地区)$') }}
),

prefixes as (
    select
        region_code,
        '' as leading_name,
        'name' as prefix_type
    from places
    {%- for leading_name, prefix_type, condition in [
        ('province_name', 'province', "level != 'province'"),
        ('short_province_name', 'province', "level != 'province'"),
        ('prefecture_name', 'path', 'prefecture_name is not null'),
        ('plain_prefecture_name', 'path', 'prefecture_name is not null'),
        (short_prefecture, 'path', has_match('plain_prefecture_name', '^.{2,}(市|州|盟|地区)$')),
    ] %}

    union

    select
        region_code,
        {{ leading_name }} as leading_name,
        '{{ prefix_type }}' as prefix_type
    from places
    where {{ condition }}
    {%- endfor %}
),

-- The prefecture may itself stand behind its province.
paths as (
    select
        region_code,
        leading_name,
        prefix_type
    from prefixes
    {%- for province in ['province_name', 'short_province_name'] %}

    union

    select
        places.region_code,
        places.{{ province }} || prefixes.leading_name as leading_name,
        'path' as prefix_type
    from places
    inner join prefixes on places.region_code = prefixes.region_code
    where prefixes.prefix_type = 'path'
    {%- endfor %}
),

printed as (
    select
        names.region_code,
        paths.leading_name || names.place_name as printed_name,
        min(case when names.name_type = 'short' then 'short' else paths.prefix_type end) as form_type
    from names
    inner join paths on names.region_code = paths.region_code
    where not (paths.leading_name = '' and length(names.place_name) = 2 and names.place_name like '%区')
    group by names.region_code, paths.leading_name || names.place_name
),

final as (
    select
        printed.region_code,
        printed.printed_name,
        printed.form_type,
        substr(printed.printed_name, 1, 2) as first_characters,
        places.province_code,
        places.list_year,
        places.is_active
    from printed
    inner join places on printed.region_code = places.region_code
)

select * from final
