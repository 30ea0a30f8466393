with indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

years as (
    select
        project_forms.project_id,
        project_forms.form_type,
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

final as (
    select
        years.project_id,
        years.form_type,
        years.region_code,
        years.fiscal_year,
        versions.taxonomy_version
    from years
    inner join versions on years.project_id = versions.project_id
)

select * from final
