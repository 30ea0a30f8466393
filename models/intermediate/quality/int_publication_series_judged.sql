{#- Read within the reports alone, which are to be computed from published tables. -#}
{{ config(materialized='ephemeral') }}

{#-
  Who used to publish and does not. A year is due when others went on to it: of those that published the year before, at least the
  share `freshness_least_share`, and `freshness_least_peers` of them. No clock: the same documents give the same rows.
-#}
with disclosures as (
    select * from {{ ref('int_disclosures_listed') }}
),

publications as (
    select
        agency_id,
        disclosed_type as document_type,
        fiscal_year,
        count(*) as document_count
    from disclosures
    group by agency_id, disclosed_type, fiscal_year
),

-- Each publisher's years of one kind of document; `had_year_before` as 1 or 0.
years as (
    select
        publications.agency_id,
        publications.document_type,
        publications.fiscal_year,
        case when earlier.agency_id is not null then 1 else 0 end as had_year_before
    from publications
    left join publications as earlier
        on
            publications.agency_id = earlier.agency_id
            and publications.document_type = earlier.document_type
            and publications.fiscal_year = earlier.fiscal_year + 1
    where publications.fiscal_year is not null
),

years_counted as (
    select
        document_type,
        fiscal_year,
        count(*) as publisher_count,
        sum(had_year_before) as continuing_count
    from years
    group by document_type, fiscal_year
),

series as (
    select
        agency_id,
        document_type,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year,
        count(fiscal_year) as published_years_count,
        sum(case when fiscal_year is null then document_count else 0 end) as undated_document_count
    from publications
    group by agency_id, document_type
),

-- Years after the last one of a publisher: it is none of those that published them.
later_years as (
    select
        series.agency_id,
        series.document_type,
        years_counted.fiscal_year,
        years_counted.publisher_count,
        years_counted.continuing_count,
        coalesce(years_before.publisher_count, 0)
        - case when series.last_fiscal_year = years_counted.fiscal_year - 1 then 1 else 0 end as before_count
    from series
    inner join years_counted
        on series.document_type = years_counted.document_type and series.last_fiscal_year < years_counted.fiscal_year
    left join years_counted as years_before
        on years_counted.document_type = years_before.document_type and years_counted.fiscal_year = years_before.fiscal_year + 1
),

due as (
    select
        agency_id,
        document_type,
        max(fiscal_year) as later_fiscal_year,
        max(case
            when
                publisher_count >= {{ var('freshness_least_peers') }}
                and before_count > 0
                and continuing_count >= {{ var('freshness_least_share') }} * before_count
                then fiscal_year
        end) as expected_fiscal_year
    from later_years
    group by agency_id, document_type
),

judged as (
    select
        {{ surrogate_key(['series.agency_id', 'series.document_type']) }} as publication_series_id,
        series.*,
        due.expected_fiscal_year,
        later_years.publisher_count as other_publisher_count,
        later_years.before_count as earlier_publisher_count,
        later_years.continuing_count as continuing_publisher_count,
        case
            when series.published_years_count = 0 then 'no_fiscal_year'
            when due.expected_fiscal_year is not null and series.undated_document_count > 0 then 'undated_document'
            when due.expected_fiscal_year is not null then 'others_published'
            when due.later_fiscal_year is not null then 'few_others_published'
            else 'latest_year'
        end as freshness_basis
    from series
    left join due on series.agency_id = due.agency_id and series.document_type = due.document_type
    left join later_years
        on
            due.agency_id = later_years.agency_id
            and due.document_type = later_years.document_type
            and due.expected_fiscal_year = later_years.fiscal_year
),

final as (
    select
        judged.*,
        case
            when freshness_basis = 'others_published' then 'late'
            when freshness_basis in ('no_fiscal_year', 'undated_document') then 'not_applicable'
            else 'current'
        end as freshness_outcome
    from judged
)

select * from final
