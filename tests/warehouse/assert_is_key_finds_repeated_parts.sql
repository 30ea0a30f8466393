-- Proof of the generic test: a surrogate key that repeats is found by the columns it is made of; their order and a null tell keys apart.
with rows_of_parts as (
    select
        'a' as first_part,
        'b' as second_part
    union all
    select
        'b' as first_part,
        'a' as second_part
    union all
    select
        'a' as first_part,
        null as second_part
    union all
    select
        null as first_part,
        'a' as second_part
    union all
    select
        'twice' as first_part,
        null as second_part
    union all
    select
        'twice' as first_part,
        null as second_part
),

keyed as (
    select
        {{ surrogate_key(['first_part', 'second_part']) }} as row_id,
        first_part,
        second_part
    from rows_of_parts
),

found as (
    {{ test_is_key('keyed', ['row_id'], [], ['first_part', 'second_part']) }}
),

expected as (
    select
        row_id,
        2 as row_count
    from keyed
    where first_part = 'twice'
    group by row_id
)

select
    expected.row_id,
    found.row_id as found_row_id
from expected
full outer join found
    on
        expected.row_id = found.row_id
        and expected.row_count = found.row_count
where expected.row_id is null or found.row_id is null
