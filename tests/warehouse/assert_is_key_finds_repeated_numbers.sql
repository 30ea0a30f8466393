-- Proof of the generic test: a number that comes again is found, next to others of its block, in a later one, and where it or what
-- it stands with is null; the same number elsewhere is not.
with rows_of_numbers as (
    select
        'a' as place,
        1 as line_number
    union all
    select
        'a' as place,
        31 as line_number
    union all
    select
        'a' as place,
        32 as line_number
    union all
    select
        'a' as place,
        33 as line_number
    union all
    select
        'b' as place,
        1 as line_number
    union all
    select
        'b' as place,
        1000063 as line_number
    union all
    select
        'b' as place,
        1000063 as line_number
    union all
    select
        'c' as place,
        0 as line_number
    union all
    select
        'c' as place,
        0 as line_number
    union all
    select
        'c' as place,
        0 as line_number
    union all
    select
        'd' as place,
        -1 as line_number
    union all
    select
        'd' as place,
        -2 as line_number
    union all
    select
        'e' as place,
        null as line_number
    union all
    select
        null as place,
        7 as line_number
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
    select
        'numbers' as counted,
        'b-1000063' as row_id,
        2 as row_count
    union all
    select
        'numbers' as counted,
        'c-0' as row_id,
        3 as row_count
    union all
    select
        'numbers' as counted,
        '' as row_id,
        1 as row_count
    union all
    select
        'numbers' as counted,
        '' as row_id,
        1 as row_count
    union all
    select
        'texts' as counted,
        'b-1000063' as row_id,
        2 as row_count
    union all
    select
        'texts' as counted,
        'c-0' as row_id,
        3 as row_count
    union all
    select
        'texts' as counted,
        '' as row_id,
        2 as row_count
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
