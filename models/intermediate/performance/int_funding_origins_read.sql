{#- Words that name a level of government, but no money of it. -#}
{%- set not_origin = [
    '党中央', '中央(公园|空调|厨房|商务|广场|大道|大街|企业|储备|电视|广播|党校|巡视|环保|生态环境|环境保护|八项|精神|会议|文件|部署|政策|决策|城市工作)',
    '[省市州县区](级|属)?(领导|干部|文明|示范|公立|公办|医院|学校|以下|重点|非物质|非遗|劳模|劳动模范|先进|优秀|龙头|文物|公园|储备粮?|森林|人大|政协|联社|工程师)',
    '(社|园|校|景|片|辖|灾|库|林|牧|山|城|矿|学|小|街|片|新|开发|经开|高新|功能|试验|示范|保护|贫困地|边远地)区级', '[副正]?[县处市厅]级(干部|职|以上|退休|离退|待遇)'
] -%}
{%- set level = '(中央|省|自治区|市|州|县|区|地方)' -%}
{%- set number = first_match('projects.funding_document_numbers_text', '^([^;]*)') -%}
{%- set municipalities = "('110000', '120000', '310000', '500000')" -%}
with projects as (
    select * from {{ ref('int_projects_identified') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

words as (
    select * from {{ ref('funding_origin_words') }}
),

issuers as (
    select * from {{ ref('document_number_issuers') }}
),

-- Names repeat in every county, so each is read once.
names as (
    select
        name_folded,
        {{ rewrite_text('name_folded', [
            ['[一-龥]{0,6}[[(][0-9]{4}年?[])]第?[0-9、,号]*号', ' '],
            [not_origin | join('|'), '#']
        ]) }} as name_text
    from projects
    group by name_folded
),

worded as (
    select
        names.name_folded,
        words.level_word,
        {{ extract_listed_pattern('names.name_text', 'words.pattern', 'funding_origin_words', 'pattern') }} as matched_text
    from names
    inner join words on {{ matches_listed_pattern('names.name_text', 'words.pattern', 'funding_origin_words', 'pattern') }}
    where words.level_word != 'district' or {{ has_match("regexp_replace(names.name_text, '自治区|地区', '#'" ~ global_replace() ~ ")", '区(级|本级|财政)|区配套') }}
),

numbered as (
    select
        projects.project_id,
        projects.funding_document_numbers_text,
        {{ number }} as funding_document_number,
        {{ first_match(number, '^([一-龥]+)') }} as series_text,
        coalesce({{ first_match(number, '^([一-龥]{1,3})财') }}, '') as issuer_text,
        {{ first_match(number, '^([一-龥]{1,2})[省市州县区旗盟]财') }} as issuer_name,
        projects.name_folded,
        names.name_text,
        regions.level,
        regions.county_type,
        regions.region_name,
        regions.prefecture_code,
        regions.prefecture_name,
        regions.province_code
    from projects
    left join names on projects.name_folded = names.name_folded
    left join regions on projects.region_code = regions.region_code
),

-- A wording gives the level it names; 市, 区 and 本级 are levels only together with the place.
matched as (
    select
        numbered.project_id,
        worded.level_word,
        case
            when worded.level_word in ('central', 'province', 'prefecture', 'county') then worded.level_word
            when worded.level_word = 'own' then numbered.level
            when worded.level_word = 'city' and numbered.level = 'prefecture' then 'prefecture'
            when worded.level_word = 'city' and numbered.province_code in {{ municipalities }} then 'province'
            when worded.level_word = 'city' and numbered.county_type = 'city'
                then case when numbered.prefecture_name like '%市' and numbered.name_text not like '%市本级%' then 'unknown' else 'county' end
            when worded.level_word = 'city' and numbered.level = 'county' then 'prefecture'
            when worded.level_word = 'district' and (numbered.county_type = 'district' or numbered.level = 'prefecture') then 'county'
            else 'unknown'
        end as origin_level,
        worded.matched_text
    from numbered
    inner join worded on numbered.name_folded = worded.name_folded
),

levels as (
    select
        project_id,
        count(distinct case when origin_level != 'unknown' then origin_level end) as level_count,
        max(case when origin_level = 'central' then 1 else 0 end) = 1 as is_central,
        max(case when origin_level = 'province' then 1 else 0 end) = 1 as is_province,
        max(case when origin_level = 'prefecture' then 1 else 0 end) = 1 as is_prefecture,
        max(case when origin_level = 'county' then 1 else 0 end) = 1 as is_county,
        max(case when level_word = 'superior' then 1 else 0 end) = 1 as is_superior,
        {%- for word in ['central', 'province', 'city', 'prefecture', 'county', 'district', 'own', 'superior'] %}
        coalesce(max(case when level_word = '{{ word }}' then matched_text end) || ';', ''){{ ' ||' if not loop.last else ' as words_text' }}
        {%- endfor %}
    from matched
    group by project_id
),

-- Who issued the notice: the ministry's series have nothing before 财; else the place's own province, prefecture or county.
issued as (
    select
        numbered.project_id,
        case
            when numbered.funding_document_number is null then null
            when {{ has_match('numbered.series_text', '^财(社|预|教|建|农|行|综|金|资环|文|税|库|监|会|办|企|资|防|外|国合|产业|科教|经)$') }} then 'central'
            when numbered.issuer_name is null and max(issuers.region_code) = max(numbered.province_code) then 'province'
            when numbered.issuer_text like '%省' then 'province'
            when
                min(case when issuers.region_code = numbered.prefecture_code then 0 end) = 0
                or numbered.prefecture_name like coalesce(numbered.issuer_name, nullif(numbered.issuer_text, '')) || '%'
                then 'prefecture'
            when numbered.region_name like coalesce(numbered.issuer_name, nullif(numbered.issuer_text, '')) || '%' then numbered.level
            else 'unknown'
        end as issuer_level
    from numbered
    left join issuers
        on
            coalesce(numbered.issuer_name, numbered.issuer_text) = issuers.abbreviation
            and issuers.region_code in (numbered.province_code, numbered.prefecture_code)
    group by
        numbered.project_id, numbered.funding_document_number, numbered.series_text, numbered.issuer_name, numbered.issuer_text,
        numbered.prefecture_name, numbered.region_name, numbered.level
),

judged as (
    select
        numbered.*,
        issued.issuer_level,
        levels.words_text,
        case
            when levels.project_id is null and issued.issuer_level = 'central' then 'issuing_ministry'
            when levels.project_id is null and numbered.funding_document_number is not null then 'issuer_only'
            when levels.project_id is null then 'none'
            when levels.level_count = 0 and levels.is_superior then 'superior_words'
            when levels.level_count = 0 then 'ambiguous_words'
            when levels.level_count = 1 then 'name_words'
            when
                numbered.name_text like '%配套%'
                and not {{ has_match('numbered.name_text', level ~ '级?(财政|资金|补助|专项|配套)*[、和及与+]' ~ level) }}
                then 'counterpart_words'
            else 'several_levels'
        end as funding_origin_basis,
        levels.is_central,
        levels.is_province,
        levels.is_prefecture,
        levels.is_county
    from numbered
    inner join issued on numbered.project_id = issued.project_id
    left join levels on numbered.project_id = levels.project_id
),

-- Money of several levels is mixed; counterpart money (配套) is that of the lowest level named.
final as (
    select
        project_id,
        funding_document_number,
        nullif(replace(funding_document_numbers_text, ';', '、'), '') as funding_document_numbers_text,
        issuer_level as funding_document_issuer_level,
        case
            when funding_origin_basis = 'issuing_ministry' then 'central'
            when funding_origin_basis = 'several_levels' then 'mixed'
            when funding_origin_basis not in ('name_words', 'counterpart_words') then 'unknown'
            when is_county then 'county'
            when is_prefecture then 'prefecture'
            when is_province then 'province'
            when is_central then 'central'
        end as funding_origin_level,
        funding_origin_basis,
        nullif(regexp_replace(words_text, ';$', ''), '') as funding_origin_text
    from judged
)

select * from final
