{#- 社保中心 is 社会保险服务中心 only where files of the two hold the same facts. -#}
{%- set least_facts = 10 -%}
{%- set least_share = 0.9 -%}

with keyed as (
    select * from {{ ref('int_document_publishers_keyed') }}
),

facts as (
    select * from {{ ref('int_document_items_listed') }}
),

contents as (
    select
        document_id,
        count(*) as fact_count
    from facts
    group by document_id
),

-- Files whose publisher's name may be short for another's: its characters in order, from the first to the last.
spellings as (
    select
        keyed.document_id,
        other_keyed.document_id as other_document_id,
        keyed.region_code,
        keyed.publisher_key,
        other_keyed.publisher_key as longer_key,
        contents.fact_count,
        other_contents.fact_count as other_fact_count
    from keyed
    inner join keyed as other_keyed
        on
            keyed.region_code = other_keyed.region_code
            and keyed.fiscal_year = other_keyed.fiscal_year
            and keyed.document_type = other_keyed.document_type
            and substr(keyed.publisher_key, 1, 1) = substr(other_keyed.publisher_key, 1, 1)
            and length(keyed.publisher_key) < length(other_keyed.publisher_key)
            and other_keyed.publisher_key
            like regexp_replace(keyed.publisher_key, '(.)', '{{ group_reference(1) }}%'{{ global_replace() }})
            and substr(keyed.publisher_key, length(keyed.publisher_key), 1)
            = substr(other_keyed.publisher_key, length(other_keyed.publisher_key), 1)
    inner join contents on keyed.document_id = contents.document_id
    inner join contents as other_contents on other_keyed.document_id = other_contents.document_id
    where keyed.is_comparable and other_keyed.is_comparable
),

shared_spellings as (
    select
        spellings.region_code,
        spellings.publisher_key,
        spellings.longer_key,
        spellings.document_id,
        spellings.other_document_id
    from spellings
    inner join facts on spellings.document_id = facts.document_id
    inner join facts as other_facts
        on
            spellings.other_document_id = other_facts.document_id
            and facts.item = other_facts.item
            and facts.fact = other_facts.fact
    group by
        spellings.region_code,
        spellings.publisher_key,
        spellings.longer_key,
        spellings.document_id,
        spellings.other_document_id
    having
        count(*) >= {{ least_facts }}
        and count(*) >= {{ least_share }} * max(spellings.fact_count)
        and count(*) >= {{ least_share }} * max(spellings.other_fact_count)
),

-- A name that is short for two longer ones stands for neither.
short_names as (
    select
        region_code,
        publisher_key,
        min(longer_key) as longer_key
    from shared_spellings
    group by region_code, publisher_key
    having count(distinct longer_key) = 1
),

united as (
    select
        keyed.*,
        coalesce(short_names.longer_key, keyed.publisher_key) as united_key
    from keyed
    left join short_names on keyed.region_code = short_names.region_code and keyed.publisher_key = short_names.publisher_key
),

-- Without publisher, region or year nothing says that two files are of one disclosure.
final as (
    select
        document_id,
        united_key as publisher_key,
        case
            when united_key is null or region_code is null or fiscal_year is null or document_type is null then document_id
            else {{ surrogate_key(['region_code', 'united_key', 'fiscal_year', 'document_type']) }}
        end as family_id
    from united
)

select * from final
