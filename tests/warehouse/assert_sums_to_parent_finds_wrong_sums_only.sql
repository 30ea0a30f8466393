-- Proof of the generic test: "wrong" and "short" must be found, "right", "rounded" and "blank" must not.
with rows_of_sums as (
    select 'right' as row_id, cast(null as varchar) as parent_id, 30.00 as amount_cny, 0.01 as step
    union all
    select 'right-1', 'right', 10.00, 0.01
    union all
    select 'right-2', 'right', 20.00, 0.01
    union all
    select 'rounded', null, 0.67, 0.01
    union all
    select 'rounded-1', 'rounded', 0.33, 0.01
    union all
    select 'rounded-2', 'rounded', 0.33, 0.01
    union all
    select 'blank', null, 5.00, 0.01
    union all
    select 'blank-1', 'blank', 5.00, 0.01
    union all
    select 'blank-2', 'blank', null, null
    union all
    select 'wrong', null, 30.02, 0.01
    union all
    select 'wrong-1', 'wrong', 30.00, 0.01
    union all
    select 'short', null, 12.00, 0.01
    union all
    select 'short-1', 'short', null, null
),

found as (
    {{ test_sums_to_parent('rows_of_sums', 'row_id', 'parent_id', ['amount_cny'], 'step') }}
)

select
    rows_of_sums.row_id,
    found.row_id as found_id
from rows_of_sums
left join found on rows_of_sums.row_id = found.row_id
where (rows_of_sums.row_id in ('wrong', 'short')) <> (found.row_id is not null)
