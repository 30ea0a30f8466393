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

-- Level names repeat in every form, so each is looked up once.
folded as (
    select
        *,
        {{ fold_text('level1_text') }} as level1_folded,
        {{ fold_text('level2_text') }} as level2_folded
    from indicator_rows
),

-- 成本指标 stands on level 1 in the form of 2021 and under 产出指标 in the form of 2015; without it the year decides.
versions as (
    select
        folded.project_id,
        case
            when max(case when folded.level1_folded like '%成本%' then 1 else 0 end) = 1 then '2021_style'
            when max(case when folded.level2_folded in ('成本指标', '成本') then 1 else 0 end) = 1 then '2015_style'
            when max(years.fiscal_year) <= 2021 then '2015_style'
            else '2021_style'
        end as taxonomy_version
    from folded
    inner join years on folded.project_id = years.project_id
    group by folded.project_id
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

coded as (
    select
        folded.*,
        years.region_code,
        years.fiscal_year,
        versions.taxonomy_version,
        level1_aliases.code as level1_printed_code,
        coalesce(level2_aliases.code, single_categories.level2_code) as level2_code
    from folded
    inner join years on folded.project_id = years.project_id
    inner join versions on folded.project_id = versions.project_id
    left join aliases as level1_aliases
        on
            versions.taxonomy_version = level1_aliases.taxonomy_version
            and level1_aliases.level = 'level1'
            and folded.level1_folded = level1_aliases.alias
    left join aliases as level2_aliases
        on
            versions.taxonomy_version = level2_aliases.taxonomy_version
            and level2_aliases.level = 'level2'
            and folded.level2_folded = level2_aliases.alias
    left join single_categories
        on
            versions.taxonomy_version = single_categories.taxonomy_version
            and level1_aliases.code = single_categories.level1_code
),

final as (
    select
        coded.indicator_target_id,
        coded.project_id,
        coded.document_id,
        coded.region_code,
        coded.fiscal_year,
        coded.form_number,
        coded.horizon,
        coded.indicator_number,
        coded.taxonomy_version,
        categories.indicator_category_id,
        coalesce(categories.level1_code, coded.level1_printed_code) as level1_code,
        coded.level2_code,
        {{ measured_dimension('coded.level2_code', 'coded.indicator_name') }} as measured_dimension,
        coded.level1_text,
        coded.level2_text,
        coded.level1_printed,
        coded.level2_printed,
        coded.indicator_name,
        coded.target_text,
        coded.comparator_text,
        coded.unit_text,
        coded.weight_text,
        coded.baseline_text,
        coded.basis_text,
        coded.scoring_rule_text,
        coded.evidence_text,
        coded.note_text,
        coded.was_shifted,
        coded.row_text,
        coded.page_number,
        coded.line_number,
        coded.table_number,
        coded.row_number,
        coded.column_number
    from coded
    left join categories
        on
            coded.taxonomy_version = categories.taxonomy_version
            and coded.level2_code = categories.level2_code
)

select * from final
