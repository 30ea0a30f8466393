{#-
  A publisher is one with and without its county before it or （本级） behind it. Only files that may be of one publisher are worth
  comparing with each other, and most have no such companion.
-#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

region_names as (
    select * from {{ ref('int_region_names_printed') }}
),

cores as (
    select
        document_id,
        region_code,
        fiscal_year,
        document_type,
        {{ publisher_core('publisher_name') }} as publisher_core
    from documents
),

-- How much of the publisher's name is its county's, 江西省寻乌县 or 寻乌.
prefixes as (
    select
        cores.document_id,
        max(length(region_names.printed_name)) as prefix_length
    from cores
    inner join region_names
        on
            cores.region_code = region_names.region_code
            and instr(cores.publisher_core, region_names.printed_name) = 1
            and length(cores.publisher_core) >= length(region_names.printed_name) + 2
    group by cores.document_id
),

keyed as (
    select
        cores.document_id,
        cores.region_code,
        cores.fiscal_year,
        cores.document_type,
        regexp_replace(
            substr(cores.publisher_core, coalesce(prefixes.prefix_length, 0) + 1), '^[省州市县区旗]', ''{{ global_replace() }}
        ) as publisher_key
    from cores
    left join prefixes on cores.document_id = prefixes.document_id
),

names as (
    select distinct
        region_code,
        publisher_key,
        substr(publisher_key, 1, 1) as first_character,
        substr(publisher_key, length(publisher_key), 1) as last_character,
        regexp_replace(publisher_key, '(.)', '{{ group_reference(1) }}%'{{ global_replace() }}) as abbreviated_pattern
    from keyed
    where region_code is not null and publisher_key is not null
),

-- A name may be short for another: its characters in order, from the first to the last.
possible_names as (
    select
        region_code,
        publisher_key,
        publisher_key as possible_key
    from names

    union all

    select
        names.region_code,
        names.publisher_key,
        longer_names.publisher_key as possible_key
    from names
    inner join names as longer_names
        on
            names.region_code = longer_names.region_code
            and names.first_character = longer_names.first_character
            and names.last_character = longer_names.last_character
            and length(names.publisher_key) < length(longer_names.publisher_key)
            and longer_names.publisher_key like names.abbreviated_pattern
),

possible_publishers as (
    select
        keyed.document_id,
        keyed.region_code,
        keyed.fiscal_year,
        keyed.document_type,
        possible_names.possible_key
    from keyed
    inner join possible_names
        on keyed.region_code = possible_names.region_code and keyed.publisher_key = possible_names.publisher_key
),

companions as (
    select
        region_code,
        fiscal_year,
        document_type,
        possible_key
    from possible_publishers
    where fiscal_year is not null and document_type is not null
    group by region_code, fiscal_year, document_type, possible_key
    having count(*) > 1
),

comparable as (
    select distinct possible_publishers.document_id
    from possible_publishers
    inner join companions
        on
            possible_publishers.region_code = companions.region_code
            and possible_publishers.fiscal_year = companions.fiscal_year
            and possible_publishers.document_type = companions.document_type
            and possible_publishers.possible_key = companions.possible_key
),

final as (
    select
        keyed.document_id,
        keyed.region_code,
        keyed.fiscal_year,
        keyed.document_type,
        keyed.publisher_key,
        comparable.document_id is not null as is_comparable
    from keyed
    left join comparable on keyed.document_id = comparable.document_id
)

select * from final
