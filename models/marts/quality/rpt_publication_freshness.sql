with judged as (
    select * from {{ ref('int_publication_series_judged') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

labels as (
    select * from {{ ref('dim_labels') }}
    where enumeration = 'document_type'
),

final as (
    select
        judged.publication_series_id,
        judged.agency_id,
        agencies.agency_name,
        agencies.region_code,
        regions.region_name,
        judged.document_type,
        judged.freshness_outcome,
        judged.freshness_basis,
        judged.first_fiscal_year,
        judged.last_fiscal_year,
        judged.expected_fiscal_year,
        cast(judged.published_years_count as integer) as published_years_count,
        cast(judged.undated_document_count as integer) as undated_document_count,
        cast(judged.other_publisher_count as integer) as other_publisher_count,
        cast(judged.earlier_publisher_count as integer) as earlier_publisher_count,
        cast(judged.continuing_publisher_count as integer) as continuing_publisher_count,
        case
            when judged.freshness_outcome = 'late'
                then
                    coalesce(regions.region_name, '') || agencies.agency_name || '：' || labels.label_zh || '最近为 '
                    || cast(judged.last_fiscal_year as {{ dbt.type_string() }}) || ' 年度，未见 '
                    || cast(judged.expected_fiscal_year as {{ dbt.type_string() }}) || ' 年度（上年公开的 '
                    || cast(judged.earlier_publisher_count as {{ dbt.type_string() }}) || ' 家其他单位中已有 '
                    || cast(judged.continuing_publisher_count as {{ dbt.type_string() }}) || ' 家公开）'
        end as message,
        case
            when judged.freshness_outcome = 'late'
                then
                    coalesce(regions.region_name, '') || agencies.agency_name || ': ' || labels.label_en || ' end with '
                    || cast(judged.last_fiscal_year as {{ dbt.type_string() }}) || ', none for '
                    || cast(judged.expected_fiscal_year as {{ dbt.type_string() }}) || ' (of '
                    || cast(judged.earlier_publisher_count as {{ dbt.type_string() }}) || ' others that published the year before '
                    || cast(judged.continuing_publisher_count as {{ dbt.type_string() }}) || ' have)'
        end as message_en
    from judged
    inner join agencies on judged.agency_id = agencies.agency_id
    left join regions on agencies.region_code = regions.region_code
    left join labels on judged.document_type = labels.value
)

select * from final
