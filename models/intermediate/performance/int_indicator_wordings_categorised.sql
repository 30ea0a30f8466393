with indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

aliases as (
    select * from {{ ref('indicator_category_aliases') }}
),

categories as (
    select * from {{ ref('dim_indicator_categories') }}
),

-- Wording repeats in every form, so each is read once.
names as (
    select distinct
        coalesce(level1_text, '') as level1_key,
        coalesce(level2_text, '') as level2_key,
        coalesce(indicator_name, '') as name_key
    from indicator_rows
),

level_names as (
    select distinct
        level1_key,
        level2_key
    from names
),

folded as (
    select
        *,
        {{ fold_text('level1_key') }} as level1_folded,
        {{ fold_text('level2_key') }} as level2_folded
    from level_names
),

-- A level 1 with one category under it needs no level 2.
single_categories as (
    select
        taxonomy_version,
        level1_code,
        min(level2_code) as level2_code
    from categories
    group by taxonomy_version, level1_code
    having count(*) = 1
),

taxonomies as (
    select distinct taxonomy_version
    from categories
),

coded as (
    select
        taxonomies.taxonomy_version,
        folded.level1_key,
        folded.level2_key,
        level1_aliases.code as level1_printed_code,
        coalesce(level2_aliases.code, single_categories.level2_code) as level2_code
    from folded
    cross join taxonomies
    left join aliases as level1_aliases
        on
            taxonomies.taxonomy_version = level1_aliases.taxonomy_version
            and level1_aliases.level = 'level1'
            and folded.level1_folded = level1_aliases.alias
    left join aliases as level2_aliases
        on
            taxonomies.taxonomy_version = level2_aliases.taxonomy_version
            and level2_aliases.level = 'level2'
            and folded.level2_folded = level2_aliases.alias
    left join single_categories
        on
            taxonomies.taxonomy_version = single_categories.taxonomy_version
            and level1_aliases.code = single_categories.level1_code
),

final as (
    select
        coded.taxonomy_version,
        names.level1_key,
        names.level2_key,
        names.name_key,
        categories.indicator_category_id,
        coalesce(categories.level1_code, coded.level1_printed_code) as level1_code,
        coded.level2_code,
        {{ measured_dimension('coded.level2_code', 'names.name_key') }} as measured_dimension
    from names
    inner join coded on names.level1_key = coded.level1_key and names.level2_key = coded.level2_key
    left join categories
        on
            coded.taxonomy_version = categories.taxonomy_version
            and coded.level2_code = categories.level2_code
)

select * from final
