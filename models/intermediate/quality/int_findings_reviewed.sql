with

int_checks_unioned as (

    select * from {{ ref('int_checks_unioned') }}

),

rules as (

    select * from {{ ref('rules') }}

),

reviewed_findings as (

    select * from {{ ref('reviewed_findings') }}

),

own_reviews as (

    select * from {{ source('ingest', 'own_reviews') }}

),

failures as (

    select
        int_checks_unioned.*,
        rules.severity,
        rules.responsibility,
        rules.category,
        coalesce({{ format_number('int_checks_unioned.expected_value') }}, '') as expected_text,
        coalesce({{ format_number('int_checks_unioned.actual_value') }}, '') as actual_text
    from int_checks_unioned
    inner join rules
        on int_checks_unioned.rule_id = rules.rule_id
    where int_checks_unioned.outcome = 'fail'

),

-- The project's list comes as the file has it; a user's own has been read already.
all_reviews as (

    select
        rule_id,
        fact_table,
        fact_id,
        {{ strip_formula_guard('subject') }} as subject,
        coalesce(expected_value, '') as expected_value,
        coalesce(actual_value, '') as actual_value,
        review_status,
        {{ strip_formula_guard('review_reason') }} as review_reason,
        reviewed_at,
        nullif(expires_on, '') as expires_on,
        1 as list_rank
    from reviewed_findings
    union all
    select
        rule_id,
        fact_table,
        fact_id,
        subject,
        coalesce(expected_value, '') as expected_value,
        coalesce(actual_value, '') as actual_value,
        review_status,
        review_reason,
        reviewed_at,
        nullif(expires_on, '') as expires_on,
        0 as list_rank
    from own_reviews

),

-- The latest review of the same rule, subject and figures that has not expired.
reviews as (

    select
        *,
        row_number() over (
            partition by rule_id, fact_table, fact_id, subject, expected_value, actual_value
            order by reviewed_at desc, list_rank asc, review_status asc
        ) as recency
    from all_reviews
    where
        expires_on is null
        or cast(expires_on as date) >= current_date

),

final as (

    select
        {{ surrogate_key(['failures.check_id', 'failures.expected_text', 'failures.actual_text']) }} as finding_id,
        failures.check_id,
        failures.rule_id,
        failures.document_id,
        failures.project_id,
        failures.fact_table,
        failures.fact_id,
        failures.subject,
        failures.expected_value,
        failures.actual_value,
        failures.difference,
        failures.tolerance,
        failures.severity,
        failures.responsibility,
        failures.category,
        coalesce(reviews.review_status, 'open') as review_status,
        nullif(reviews.review_reason, '') as review_reason
    from failures
    left join reviews
        on
            failures.rule_id = reviews.rule_id
            and failures.fact_table = reviews.fact_table
            and failures.fact_id = reviews.fact_id
            and failures.subject = reviews.subject
            and failures.expected_text = reviews.expected_value
            and failures.actual_text = reviews.actual_value
            and reviews.recency = 1

)

select * from final
