-- Proof of the generic test: a number that comes again is found, next to others of its block, in a later one, and where it or what
-- it stands with is null; the same number elsewhere is not.
{%- set numbers = [
    ("'a'", 1), ("'a'", 31), ("'a'", 32), ("'a'", 33), ("'b'", 1), ("'b'", 1000063), ("'b'", 1000063), ("'c'", 0), ("'c'", 0),
    ("'c'", 0), ("'d'", -1), ("'d'", -2), ("'e'", 'null'), ('null', 7)
] -%}
{#- What is counted, the key that is found, and its rows. -#}
{%- set repeated = [
    ('numbers', 'b-1000063', 2), ('numbers', 'c-0', 3), ('numbers', '', 1), ('numbers', '', 1), ('texts', 'b-1000063', 2),
    ('texts', 'c-0', 3), ('texts', '', 2)
] %}
with rows_of_numbers as (
    {%- for place, number in numbers %}
    select
        cast({{ place }} as {{ dbt.type_string() }}) as place,
        cast({{ number }} as integer) as line_number
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

keyed as (
    select
        place || '-' || line_number as row_id,
        place,
        line_number
    from rows_of_numbers
),

found_numbers as (
    {{ test_is_key('rows_of_numbers', ['place', 'line_number'], numbered='line_number') }}
),

found_texts as (
    {{ test_is_key('keyed', ['row_id'], made_of=['place', 'line_number'], numbered='line_number') }}
),

found as (
    select
        'numbers' as counted,
        coalesce(place || '-' || line_number, '') as row_id,
        row_count
    from found_numbers
    union all
    select
        'texts' as counted,
        coalesce(row_id, '') as row_id,
        row_count
    from found_texts
),

expected as (
    {%- for counted, row_id, row_count in repeated %}
    select
        '{{ counted }}' as counted,
        '{{ row_id }}' as row_id,
        {{ row_count }} as row_count
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

compared as (
    select
        counted,
        row_id,
        row_count,
        1 as side
    from found
    union all
    select
        counted,
        row_id,
        row_count,
        -1 as side
    from expected
)

select
    counted,
    row_id,
    row_count,
    sum(side) as surplus
from compared
group by counted, row_id, row_count
having sum(side) <> 0
