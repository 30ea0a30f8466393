-- Proof of the generic test: each wrong value is found once, with its column; nulls and right values are not.
with parents as (
    select
        'known' as parent_id,
        'open' as status
    union all
    select
        'closed' as parent_id,
        'closed' as status
),

rows_of_columns as (
    select
        'a' as row_id,
        'red' as colour,
        'known' as parent_id
    union all
    select
        'b' as row_id,
        null as colour,
        null as parent_id
    union all
    select
        null as row_id,
        'gr''een' as colour,
        'unknown' as parent_id
    union all
    select
        'd' as row_id,
        'blue' as colour,
        'unknown' as parent_id
    union all
    select
        'e' as row_id,
        'red' as colour,
        'closed' as parent_id
),

found as (
    {{ test_columns_hold(
        'rows_of_columns',
        ['row_id'],
        {'colour': ['red', "gr'een"]},
        [
            {'column': 'parent_id', 'to': 'parents', 'field': 'parent_id'},
            {'column': 'parent_id', 'to': 'parents', 'field': 'parent_id', 'where': "status = 'open'"}
        ]
    ) }}
),

expected as (
    select
        'row_id' as column_name,
        cast(null as {{ dbt.type_string() }}) as found_value,
        1 as row_count
    union all
    select
        'colour' as column_name,
        'blue' as found_value,
        1 as row_count
    union all
    select
        'parent_id' as column_name,
        'unknown' as found_value,
        2 as row_count
    union all
    select
        'parent_id' as column_name,
        'closed' as found_value,
        1 as row_count
)

select
    expected.column_name,
    found.column_name as found_column_name
from expected
full outer join found
    on
        expected.column_name = found.column_name
        and coalesce(expected.found_value, '') = coalesce(found.found_value, '')
        and expected.row_count = found.row_count
where expected.column_name is null or found.column_name is null
