with

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

fct_checks as (

    select * from {{ ref('fct_checks') }}

),

fct_findings as (

    select * from {{ ref('fct_findings') }}

),

stg_document_lines as (

    select * from {{ ref('stg_document_lines') }}

),

check_counts as (

    select
        document_id,
        sum(case when outcome in ('pass', 'fail') then 1 else 0 end) as checks,
        sum(case when outcome = 'pass' then 1 else 0 end) as passes
    from fct_checks
    group by document_id

),

-- A rejected finding was a false alarm and is not held against the publisher.
failure_counts as (

    select
        document_id,
        sum(case when severity = 'error' then 1 else 0 end) as failures_error,
        sum(case when severity = 'warning' then 1 else 0 end) as failures_warning,
        sum(case when severity = 'info' then 1 else 0 end) as failures_info
    from fct_findings
    where review_status <> 'rejected'
    group by document_id

),

number_counts as (

    select
        document_id,
        sum(numbers_printed) as numbers_printed,
        sum(numbers_captured) as numbers_captured,
        sum(numbers_furniture) as numbers_furniture
    from stg_document_lines
    group by document_id

),

scores as (

    select
        int_documents_identified.document_id,
        coalesce(check_counts.checks, 0) as checks,
        coalesce(check_counts.passes, 0) as passes,
        coalesce(failure_counts.failures_error, 0) as failures_error,
        coalesce(failure_counts.failures_warning, 0) as failures_warning,
        coalesce(failure_counts.failures_info, 0) as failures_info,
        coalesce(number_counts.numbers_printed, 0) as numbers_printed,
        coalesce(number_counts.numbers_captured, 0) as numbers_captured,
        coalesce(number_counts.numbers_furniture, 0) as numbers_furniture,
        case
            when number_counts.numbers_printed > 0
                then
                    cast(number_counts.numbers_captured + number_counts.numbers_furniture as double)
                    / cast(number_counts.numbers_printed as double)
        end as capture_ratio
    from int_documents_identified
    left join check_counts
        on int_documents_identified.document_id = check_counts.document_id
    left join failure_counts
        on int_documents_identified.document_id = failure_counts.document_id
    left join number_counts
        on int_documents_identified.document_id = number_counts.document_id

),

final as (

    select
        document_id,
        cast(checks as integer) as checks,
        cast(passes as integer) as passes,
        cast(failures_error as integer) as failures_error,
        cast(failures_warning as integer) as failures_warning,
        cast(failures_info as integer) as failures_info,
        cast(numbers_printed as integer) as numbers_printed,
        cast(numbers_captured as integer) as numbers_captured,
        cast(numbers_furniture as integer) as numbers_furniture,
        cast(capture_ratio as decimal(28, 8)) as capture_ratio,
        case
            when checks = 0 or coalesce(capture_ratio, 0) < 0.9 then 'D'
            when failures_error * 20 > checks then 'D'
            when failures_error > 0 or capture_ratio < 0.95 then 'C'
            when failures_warning > 0 or capture_ratio < 0.99 then 'B'
            else 'A'
        end as grade
    from scores

)

select * from final
