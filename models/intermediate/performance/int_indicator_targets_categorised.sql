{#- A join of texts read once each costs less than to store every column of every row. -#}
{{ config(materialized='view') }}

with indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

aliases as (
    select * from {{ ref('indicator_category_aliases') }}
),

categories as (
    select * from {{ ref('dim_indicator_categories') }}
),

years as (
    select
        project_forms.project_id,
        documents.region_code,
        {{ form_fiscal_year('project_forms.fiscal_year_text', 'documents.fiscal_year') }} as fiscal_year
    from project_forms
    inner join documents on project_forms.document_id = documents.document_id
),

-- Level names repeat in every form, so each pair is read once.
level_names as (
    select distinct
        coalesce(level1_text, '') as level1_key,
        coalesce(level2_text, '') as level2_key
    from indicator_rows
),

folded as (
    select
        *,
        {{ fold_text('level1_key') }} as level1_folded,
        {{ fold_text('level2_key') }} as level2_folded
    from level_names
),

-- 成本指标 stands on level 1 in the form of 2021 and under 产出指标 in the form of 2015; without it the year decides.
versions as (
    select
        years.project_id,
        case
            when max(case when folded.level1_folded like '%成本%' then 1 else 0 end) = 1 then '2021_style'
            when max(case when folded.level2_folded in ('成本指标', '成本') then 1 else 0 end) = 1 then '2015_style'
            when max(years.fiscal_year) <= 2021 then '2015_style'
            else '2021_style'
        end as taxonomy_version
    from indicator_rows
    inner join years on indicator_rows.project_id = years.project_id
    inner join folded
        on
            coalesce(indicator_rows.level1_text, '') = folded.level1_key
            and coalesce(indicator_rows.level2_text, '') = folded.level2_key
    group by years.project_id
),

projects as (
    select
        years.project_id,
        years.region_code,
        years.fiscal_year,
        versions.taxonomy_version
    from years
    inner join versions on years.project_id = versions.project_id
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
    from versions
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

-- The same of names: what is measured is told once for each name below each pair of level names.
names as (
    select distinct
        coalesce(level1_text, '') as level1_key,
        coalesce(level2_text, '') as level2_key,
        coalesce(indicator_name, '') as name_key
    from indicator_rows
),

wordings as (
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
),

final as (
    select
        indicator_rows.*,
        projects.region_code,
        projects.fiscal_year,
        projects.taxonomy_version,
        wordings.indicator_category_id,
        wordings.level1_code,
        wordings.level2_code,
        wordings.measured_dimension
    from indicator_rows
    inner join projects on indicator_rows.project_id = projects.project_id
    inner join wordings
        on
            projects.taxonomy_version = wordings.taxonomy_version
            and coalesce(indicator_rows.level1_text, '') = wordings.level1_key
            and coalesce(indicator_rows.level2_text, '') = wordings.level2_key
            and coalesce(indicator_rows.indicator_name, '') = wordings.name_key
)

select * from final
