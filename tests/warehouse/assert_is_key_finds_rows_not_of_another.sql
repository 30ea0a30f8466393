-- Proof of the generic test: a model that hands on the rows of another, and its key, may leave out whole groups, not repeat or lose a row.
with tested as (
    select
        'kept' as group_name,
        'a' as row_id,
        true as is_read
    union all
    select
        'kept' as group_name,
        'b' as row_id,
        false as is_read
    union all
    select
        'repeated' as group_name,
        'c' as row_id,
        true as is_read
    union all
    select
        'lost' as group_name,
        'd' as row_id,
        true as is_read
    union all
    select
        'lost' as group_name,
        'e' as row_id,
        true as is_read
    union all
    select
        'left out' as group_name,
        'f' as row_id,
        true as is_read
),

handed_on as (
    select
        group_name,
        row_id
    from tested
    where is_read and group_name <> 'left out' and row_id <> 'e'
    union all
    select
        group_name,
        row_id
    from tested
    where group_name = 'repeated'
    union all
    select
        'new' as group_name,
        'g' as row_id
),

found as (
    {{ test_is_key('handed_on', ['row_id'], [], [], {'to': 'tested', 'by': ['group_name'], 'where': 'is_read'}) }}
),

expected as (
    select
        'repeated' as group_name,
        2 as row_count,
        1 as expected_count
    union all
    select
        'lost' as group_name,
        1 as row_count,
        2 as expected_count
    union all
    select
        'new' as group_name,
        1 as row_count,
        cast(null as integer) as expected_count
)

select
    expected.group_name,
    found.group_name as found_group_name
from expected
full outer join found
    on
        expected.group_name = found.group_name
        and expected.row_count = found.row_count
        and coalesce(expected.expected_count, 0) = coalesce(found.expected_count, 0)
where expected.group_name is null or found.group_name is null
