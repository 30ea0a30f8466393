{#- What a publisher disclosed in a year against its own earlier years. Thresholds are the seed publication_measures. -#}
{%- set measures = {'pages': 'page', 'projects': 'project', 'indicator_targets': 'target', 'budget_lines': 'line'} -%}
with publications as (
    select * from {{ ref('int_publications_counted') }}
    where fiscal_year is not null
),

thresholds as (
    select * from {{ ref('publication_measures') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

labels as (
    select * from {{ ref('dim_labels') }}
),

measured as (
    {%- for measure, column in measures.items() %}
    select
        agency_id,
        document_type,
        fiscal_year,
        '{{ measure }}' as measure,
        {{ column }}_count as actual_count,
        has_held_document
    from publications
    where {{ column }}_count is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- A year with a document that is held out of the facts is no measure of what was published.
compared as (
    select
        *,
        min(case when not has_held_document then actual_count end) over earlier as lowest_earlier_count,
        max(case when not has_held_document then actual_count end) over earlier as highest_earlier_count,
        count(case when not has_held_document then 1 end) over earlier as earlier_years_count,
        max(fiscal_year) over (partition by agency_id, document_type, measure) = fiscal_year as is_latest_year
    from measured
    window earlier as (
        partition by agency_id, document_type, measure
        order by fiscal_year rows between unbounded preceding and 1 preceding
    )
),

judged as (
    select
        compared.*,
        case
            when compared.has_held_document then 'held_document'
            when compared.earlier_years_count < thresholds.least_years then 'few_earlier_years'
            else 'earlier_years'
        end as volume_basis,
        case
            when compared.has_held_document or compared.earlier_years_count < thresholds.least_years then 'not_applicable'
            when
                compared.actual_count < thresholds.lowest_ratio * compared.lowest_earlier_count
                and compared.lowest_earlier_count - compared.actual_count >= thresholds.least_difference
                then 'fell'
            when
                compared.actual_count > thresholds.highest_ratio * compared.highest_earlier_count
                and compared.actual_count - compared.highest_earlier_count >= thresholds.least_difference
                then 'rose'
            else 'steady'
        end as volume_outcome
    from compared
    inner join thresholds on compared.measure = thresholds.measure
),

final as (
    select
        {{ surrogate_key(['judged.agency_id', 'judged.document_type', 'judged.fiscal_year', 'judged.measure']) }}
            as publication_volume_id,
        judged.agency_id,
        agencies.agency_name,
        regions.region_name,
        judged.document_type,
        judged.measure as volume_measure,
        judged.volume_outcome,
        judged.volume_basis,
        cast(judged.actual_count as integer) as actual_count,
        cast(judged.lowest_earlier_count as integer) as lowest_earlier_count,
        cast(judged.highest_earlier_count as integer) as highest_earlier_count,
        cast(judged.earlier_years_count as integer) as earlier_years_count,
        judged.is_latest_year,
        case
            when judged.volume_outcome in ('fell', 'rose') then {{ say_volume('label_zh', '：', ' 年度', '，往年 ') }}
        end as message,
        case
            when judged.volume_outcome in ('fell', 'rose') then {{ say_volume('label_en', ': ', '', ', in earlier years ') }}
        end as message_en,
        agencies.region_code,
        judged.fiscal_year
    from judged
    inner join agencies on judged.agency_id = agencies.agency_id
    left join regions on agencies.region_code = regions.region_code
    left join labels as type_labels on type_labels.enumeration = 'document_type' and judged.document_type = type_labels.value
    left join labels as measure_labels on measure_labels.enumeration = 'volume_measure' and judged.measure = measure_labels.value
)

select * from final
