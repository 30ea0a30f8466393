{#- A join of texts read once each costs less than to store every column of every row. -#}
{{ config(materialized='view') }}

with indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

projects as (
    select * from {{ ref('int_project_taxonomies_told') }}
),

wordings as (
    select * from {{ ref('int_indicator_wordings_categorised') }}
),

final as (
    select
        indicator_rows.*,
        projects.form_type,
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
