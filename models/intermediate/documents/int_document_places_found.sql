{#-
  A place counts where the name begins with it, once 2023年, 关于公开 or 中共 before it are cut off; only a text that begins with
  no place is searched further in, for the first full name.
-#}
with documents as (
    select * from {{ ref('stg_documents') }}
),

document_files as (
    select * from {{ ref('stg_document_files') }}
),

region_names as (
    select * from {{ ref('int_region_names_printed') }}
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
texts as (
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

mentions as (
    select
        texts.document_id,
        texts.mention_order,
        coalesce(
            declared.fiscal_year,
            {{ printed_year('documents.fiscal_year_text') }}
        ) as fiscal_year,
        {{ rewrite_text('texts.mention_text', [[
            '^(?:关于|公开|公布|发布|印发|附件[0-9]*|中共|中国共产党|中国共产主义青年团|共青团|政协|中国人民政治协商会议|国家税务总局|国家统计局'
            ~ '|(?:19|20)[0-9][0-9]年?度?|[二〇○零一三四五六七八九]{4}年度?|[《<"(:·#、.-]|[)]-?)+', ''
        ]]) }} as mention_text
    from texts
    inner join documents on texts.document_id = documents.document_id
    inner join declared on texts.document_id = declared.document_id
),

positions as (
    {%- for position in range(1, 41) %}
    select {{ position }} as start_position
    {%- if not loop.last %} union all {% endif %}
    {%- endfor %}
),

found as (
    select
        mentions.document_id,
        mentions.mention_order,
        mentions.fiscal_year,
        positions.start_position,
        region_names.region_code,
        region_names.form_type,
        region_names.province_code,
        region_names.is_active,
        not region_names.is_active
        and coalesce(mentions.fiscal_year, 9999) <= try_cast(region_names.list_year as integer) as is_retired_but_valid,
        length(region_names.printed_name) as form_length,
        substr(mentions.mention_text, positions.start_position + length(region_names.printed_name)) as rest_text
    from mentions
    inner join positions on length(mentions.mention_text) > positions.start_position
    inner join region_names
        on
            substr(mentions.mention_text, positions.start_position, 2) = region_names.first_characters
            and substr(mentions.mention_text, positions.start_position, length(region_names.printed_name))
            = region_names.printed_name
),

-- A name without its suffix begins many other names (朝阳小学, 中山大学): only before an organ of government is it a place.
-- A zone (经开区), or a place that the list does not have, stands under the place before it, with low confidence.
accepted as (
    select
        found.*,
        {{ has_match('found.rest_text', '^.{1,8}(县|区|旗|自治州)') }} as is_zone,
        min(found.start_position) over (partition by found.document_id, found.mention_order) as first_position
    from found
    where
        (found.form_type != 'short' and (found.start_position = 1 or found.form_length >= 3))
        or (
            found.start_position = 1
            and {{ has_match(
                'found.rest_text',
                '^(财政|教育|民政|人力资源|审计|统计|交通|水利|农业|林业|卫生|文化|发展和改革|人民政府).{0,20}(局|政府|委员会|办公室)'
            ) }}
        )
),

placed as (
    select
        accepted.*,
        max(accepted.form_length) over (partition by accepted.document_id, accepted.mention_order) as longest
    from accepted
    where accepted.start_position = accepted.first_position
),

candidates as (
    select distinct
        document_id,
        mention_order,
        region_code,
        province_code,
        is_active,
        is_retired_but_valid,
        is_zone or start_position > 1 as is_unsure,
        min(form_type) over (partition by document_id, mention_order) as form_type,
        max(case when is_active or is_retired_but_valid then 1 else 0 end)
            over (partition by document_id, mention_order) as has_valid
    from placed
    where form_length = longest
),

-- A place whose code changed inside its province has two codes: the old one holds in the years of its list.
renewed as (
    select
        candidates.*,
        count(*) over (partition by document_id, mention_order, province_code) as province_count,
        max(case when is_retired_but_valid then 1 else 0 end)
            over (partition by document_id, mention_order, province_code) as retired_count
    from candidates
    where is_active or is_retired_but_valid or has_valid = 0
),

final as (
    select
        document_id,
        mention_order,
        region_code,
        form_type,
        is_unsure,
        is_active or is_retired_but_valid as is_valid
    from renewed
    where not (province_count = 2 and retired_count = 1 and is_active)
)

select * from final
