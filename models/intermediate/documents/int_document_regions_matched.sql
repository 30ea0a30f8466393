with documents as (
    select * from {{ ref('stg_documents') }}
),

document_files as (
    select * from {{ ref('stg_document_files') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

declared as (
    select
        document_id,
        min(publisher) as publisher,
        min(try_cast(fiscal_year as integer)) as fiscal_year
    from document_files
    group by document_id
),

-- The publisher's name says where it is; the title decides where that name leaves several, or names no place.
mentions as (
    select
        documents.document_id,
        1 as mention_order,
        {{ fold_text("coalesce(declared.publisher, " ~ agency_name('documents.publisher_text') ~ ")") }} as mention_text
    from documents
    inner join declared on documents.document_id = declared.document_id

    union all

    select
        document_id,
        2 as mention_order,
        {{ fold_text('title_text') }} as mention_text
    from documents
),

years as (
    select
        documents.document_id,
        coalesce(
            declared.fiscal_year,
            try_cast({{ first_match('documents.fiscal_year_text', '((19|20)[0-9][0-9])') }} as integer)
        ) as fiscal_year
    from documents
    inner join declared on documents.document_id = declared.document_id
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
        case when level = 'county' then regexp_replace(prefecture_name, '市$', ''{{ global_replace() }}) end as short_prefecture_name,
        regexp_replace(region_name, '(县|市|区)$', ''{{ global_replace() }}) as short_name
    from regions
    where code_kind = 'gbt2260'
),

-- A name of two characters that ends in 区 (城区, 东区, 郊区) is a common word unless its city stands before it.
printed_forms as (
    select
        region_code,
        region_name as form,
        'name' as form_type
    from places
    where not (length(region_name) = 2 and region_name like '%区')

    union

    select
        region_code,
        province_name || region_name as form,
        'province' as form_type
    from places
    where level != 'province'

    union

    select
        region_code,
        short_province_name || region_name as form,
        'province' as form_type
    from places
    where level != 'province'

    union

    select
        region_code,
        prefecture_name || region_name as form,
        'path' as form_type
    from places
    where prefecture_name is not null

    union

    select
        region_code,
        short_prefecture_name || region_name as form,
        'path' as form_type
    from places
    where short_prefecture_name is not null and length(short_prefecture_name) >= 2

    union

    select
        region_code,
        province_name || prefecture_name || region_name as form,
        'path' as form_type
    from places
    where prefecture_name is not null

    union

    select
        region_code,
        short_province_name || prefecture_name || region_name as form,
        'path' as form_type
    from places
    where prefecture_name is not null

    union

    select
        region_code,
        short_name as form,
        'short' as form_type
    from places
    where length(short_name) between 2 and length(region_name) - 1

    union

    select
        region_code,
        province_name || short_name as form,
        'short' as form_type
    from places
    where level != 'province' and length(short_name) between 2 and length(region_name) - 1

    union

    select
        region_code,
        prefecture_name || short_name as form,
        'short' as form_type
    from places
    where prefecture_name is not null and length(short_name) between 2 and length(region_name) - 1
),

found as (
    select
        mentions.document_id,
        mentions.mention_order,
        printed_forms.region_code,
        printed_forms.form_type,
        length(printed_forms.form) as form_length,
        substr(mentions.mention_text, length(printed_forms.form) + 1) as rest_text
    from mentions
    inner join printed_forms
        on
            substr(mentions.mention_text, 1, 2) = substr(printed_forms.form, 1, 2)
            and substr(mentions.mention_text, 1, length(printed_forms.form)) = printed_forms.form
),

-- A name without its suffix begins many other names (朝阳小学, 中山大学): only before an organ of government is it a place.
-- A zone (经开区), or a place that the list does not have, stands under the place before it, with low confidence.
accepted as (
    select
        found.*,
        {{ has_match('found.rest_text', '^.{1,8}(县|区|旗|自治州)') }} as is_zone
    from found
    where
        found.form_type != 'short'
        or {{ has_match(
            'found.rest_text',
            '^(财政|教育|民政|人力资源|审计|统计|交通|水利|农业|林业|卫生|文化|发展和改革|人民政府).{0,20}(局|政府|委员会|办公室)$'
        ) }}
),

placed as (
    select
        accepted.*,
        places.province_code,
        places.is_active,
        not places.is_active
        and coalesce(years.fiscal_year, 9999) <= try_cast(places.list_year as integer) as is_retired_but_valid,
        max(accepted.form_length) over (partition by accepted.document_id, accepted.mention_order) as longest
    from accepted
    inner join places on accepted.region_code = places.region_code
    inner join years on accepted.document_id = years.document_id
),

candidates as (
    select distinct
        document_id,
        mention_order,
        region_code,
        province_code,
        is_active,
        is_retired_but_valid,
        is_zone,
        min(form_type) over (partition by document_id, mention_order) as form_type,
        max(case when is_active or is_retired_but_valid then 1 else 0 end)
            over (partition by document_id, mention_order) as has_valid
    from placed
    where form_length = longest
),

valid_candidates as (
    select
        document_id,
        mention_order,
        region_code,
        province_code,
        is_active,
        is_retired_but_valid,
        is_zone,
        form_type
    from candidates
    where is_active or is_retired_but_valid or has_valid = 0
),

-- A place whose code changed inside its province has two codes: the old one holds in the years of its list.
renewed as (
    select
        valid_candidates.*,
        count(*) over (partition by document_id, mention_order, province_code) as province_count,
        max(case when is_retired_but_valid then 1 else 0 end)
            over (partition by document_id, mention_order, province_code) as retired_count
    from valid_candidates
),

current_candidates as (
    select * from renewed
    where not (province_count = 2 and retired_count = 1 and is_active)
),

counted as (
    select
        document_id,
        mention_order,
        count(*) as candidate_count,
        min(region_code) as region_code,
        min(form_type) as form_type,
        max(case when is_zone then 1 else 0 end) as zone_count,
        min(case when is_active or is_retired_but_valid then 1 else 0 end) as is_valid
    from current_candidates
    group by document_id, mention_order
),

-- The title may only choose among the places that the publisher's name leaves open.
common as (
    select
        publishers.document_id,
        count(*) as candidate_count,
        min(publishers.region_code) as region_code
    from current_candidates as publishers
    inner join current_candidates as titles
        on
            publishers.document_id = titles.document_id
            and publishers.region_code = titles.region_code
            and titles.mention_order = 2
    where publishers.mention_order = 1
    group by publishers.document_id
),

final as (
    select
        documents.document_id,
        case
            when publishers.candidate_count = 1 then publishers.region_code
            when publishers.candidate_count > 1 and common.candidate_count = 1 then common.region_code
            when publishers.candidate_count is null and titles.candidate_count = 1 then titles.region_code
        end as region_code,
        case
            when publishers.candidate_count = 1 and publishers.form_type = 'path' then 'full_path'
            when publishers.candidate_count = 1 and publishers.form_type = 'province' then 'name_with_province'
            when publishers.candidate_count = 1 then 'name_unique'
            when publishers.candidate_count > 1 and common.candidate_count = 1 then 'name_with_province'
            when publishers.candidate_count is null and titles.candidate_count = 1 and titles.form_type = 'path' then 'full_path'
            when publishers.candidate_count is null and titles.candidate_count = 1 and titles.form_type = 'province'
                then 'name_with_province'
            when publishers.candidate_count is null and titles.candidate_count = 1 then 'name_unique'
            else 'unresolved'
        end as region_basis,
        case
            when publishers.candidate_count = 1 and (publishers.form_type = 'short' or publishers.zone_count = 1) then 'low'
            when publishers.candidate_count = 1 and publishers.is_valid = 0 then 'low'
            when publishers.candidate_count = 1 then 'high'
            when publishers.candidate_count > 1 and common.candidate_count = 1 then 'medium'
            when publishers.candidate_count is null and titles.candidate_count = 1
                then case when titles.form_type = 'short' or titles.zone_count = 1 or titles.is_valid = 0 then 'low' else 'medium' end
        end as region_confidence
    from documents
    left join counted as publishers on documents.document_id = publishers.document_id and publishers.mention_order = 1
    left join counted as titles on documents.document_id = titles.document_id and titles.mention_order = 2
    left join common on documents.document_id = common.document_id
)

select * from final
