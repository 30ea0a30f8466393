-- Proof of the generic test: what repeats and what is null is found once each; nulls that may stand open are values like others.
with rows_of_keys as (
    select
        'a' as row_id,
        'x' as part
    union all
    select
        'a' as row_id,
        null as part
    union all
    select
        'b' as row_id,
        null as part
    union all
    select
        'b' as row_id,
        null as part
    union all
    select
        null as row_id,
        'y' as part
    union all
    select
        'null' as row_id,
        'y' as part
),

found as (
    {{ test_is_key('rows_of_keys', ['row_id', 'part'], ['part']) }}
),

expected as (
    select
        'b' as row_id,
        2 as row_count
    union all
    select
        cast(null as {{ dbt.type_string() }}) as row_id,
        1 as row_count
)

select
    expected.row_count,
    found.row_count as found_row_count
from expected
full outer join found
    on
        coalesce(expected.row_id, '') = coalesce(found.row_id, '')
        and expected.row_count = found.row_count
where expected.row_count is null or found.row_count is null
