{#-
  One agency under several printings of its name is one key: with and without its county before it, or （本级） behind it. Its family
  is the department above it, told by a form that names both, by the tables or the prose of the department's disclosure, or by its local budget code.
-#}
with agencies as (
    select * from {{ ref('int_agencies_listed') }}
),

region_names as (
    select * from {{ ref('int_region_names_printed') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

publishers as (
    select * from {{ ref('int_document_publishers_united') }}
),

department_units as (
    select * from {{ ref('int_department_units_listed') }}
),

prefixes as (
    select
        agencies.agency_id,
        max(length(region_names.printed_name)) as prefix_length
    from agencies
    inner join region_names
        on
            agencies.region_code = region_names.region_code
            and instr({{ publisher_core('agencies.agency_name') }}, region_names.printed_name) = 1
            and length({{ publisher_core('agencies.agency_name') }}) >= length(region_names.printed_name) + 2
    group by agencies.agency_id
),

cores as (
    select
        agencies.*,
        regexp_replace(
            substr({{ publisher_core('agencies.agency_name') }}, coalesce(prefixes.prefix_length, 0) + 1),
            '^[省州市县区旗]', ''{{ global_replace() }}
        ) as core_name
    from agencies
    left join prefixes on agencies.agency_id = prefixes.agency_id
),

-- A short name that files of equal facts proved to be a longer one's.
longer_names as (
    select
        documents.agency_id,
        min(publishers.publisher_key) as publisher_key
    from documents
    inner join publishers on documents.document_id = publishers.document_id
    where documents.agency_id is not null
    group by documents.agency_id
    having count(distinct publishers.publisher_key) = 1
),

keyed as (
    select
        cores.agency_id,
        cores.agency_name,
        cores.agency_code,
        cores.region_code,
        cores.parent_agency_id,
        case
            when cores.region_code is null then cores.agency_id
            else {{ surrogate_key([
                'cores.region_code',
                'case when length(longer_names.publisher_key) > length(cores.core_name) then longer_names.publisher_key '
                ~ 'else cores.core_name end'
            ]) }}
        end as agency_key
    from cores
    left join longer_names on cores.agency_id = longer_names.agency_id
),

department_codes as (
    select
        region_code,
        agency_code,
        min(agency_key) as agency_key
    from keyed
    where length(agency_code) = 3
    group by region_code, agency_code
    having count(distinct agency_key) = 1
),

units_of_forms as (
    select distinct keyed.agency_key
    from keyed
    inner join keyed as parent_agencies on keyed.parent_agency_id = parent_agencies.agency_id
    where keyed.agency_key != parent_agencies.agency_key
),

-- What a form calls a unit is no department, whatever its own disclosure seems to list.
parents as (
    select
        keyed.agency_key,
        parent_agencies.agency_key as parent_key,
        1 as priority
    from keyed
    inner join keyed as parent_agencies on keyed.parent_agency_id = parent_agencies.agency_id

    union all

    select
        keyed.agency_key,
        parent_agencies.agency_key as parent_key,
        case when department_units.is_in_total then 2 else 3 end as priority
    from department_units
    inner join keyed on department_units.agency_id = keyed.agency_id
    inner join keyed as parent_agencies on department_units.parent_agency_id = parent_agencies.agency_id
    left join units_of_forms on parent_agencies.agency_key = units_of_forms.agency_key
    where units_of_forms.agency_key is null

    union all

    select
        keyed.agency_key,
        department_codes.agency_key as parent_key,
        4 as priority
    from keyed
    inner join department_codes
        on
            keyed.region_code = department_codes.region_code
            and substr(keyed.agency_code, 1, 3) = department_codes.agency_code
            and length(keyed.agency_code) > 3
),

ranked as (
    select
        agency_key,
        parent_key,
        priority,
        row_number() over (partition by agency_key order by priority, parent_key) as parent_rank
    from parents
    where agency_key != parent_key
),

chosen as (
    select * from ranked
    where parent_rank = 1
),

-- A unit of a unit belongs to the department; two that name each other are one family.
final as (
    select
        keyed.agency_id,
        keyed.region_code,
        keyed.agency_name,
        keyed.agency_key,
        case
            when grandparents.parent_key = keyed.agency_key
                then case when keyed.agency_key < chosen.parent_key then keyed.agency_key else chosen.parent_key end
            else coalesce(grandparents.parent_key, chosen.parent_key, keyed.agency_key)
        end as family_key,
        case chosen.priority
            when 1 then 'form'
            when 2 then 'department_total'
            when 3 then 'department_prose'
            when 4 then 'agency_code'
            else 'none'
        end as family_basis
    from keyed
    left join chosen on keyed.agency_key = chosen.agency_key
    left join chosen as grandparents on chosen.parent_key = grandparents.agency_key
)

select * from final
