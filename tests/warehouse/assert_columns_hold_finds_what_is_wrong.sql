-- Proof of the generic test: each wrong value is found once, with its column; nulls and right values are not.
with parents as (
    select 'known' as parent_id
),

rows_of_columns as (
    select 'a' as row_id, 'red' as colour, 'known' as parent_id
    union all
    select 'b', null, null
    union all
    select null, 'gr''een', 'unknown'
    union all
    select 'd', 'blue', 'unknown'
),

found as (
    {{ test_columns_hold(
        'rows_of_columns',
        ['row_id'],
        {'colour': ['red', "gr'een"]},
        [{'column': 'parent_id', 'to': 'parents', 'field': 'parent_id'}]
    ) }}
),

expected as (
    select 'row_id' as column_name, cast(null as {{ dbt.type_string() }}) as found_value, 1 as row_count
    union all
    select 'colour', 'blue', 1
    union all
    select 'parent_id', 'unknown', 2
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
