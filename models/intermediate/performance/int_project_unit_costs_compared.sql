with computed as (
    select * from {{ ref('int_project_unit_costs_computed') }}
),

-- A price is compared where it is a price of the very thing that the row divides by.
priced as (
    select
        *,
        price_type is not null and (
            unit_cost_type = 'per_beneficiary' and (
                price_type = 'per_person' and counted_unit = 'person'
                or price_type = 'per_person_payment' and counted_unit = 'person' and payment_count is not null
                or price_type = 'per_household' and counted_unit = 'household'
                or price_type = 'per_organisation' and counted_unit = 'organisation'
            )
            or unit_cost_type = 'per_beneficiary_month' and (
                price_type = 'per_person_month' and counted_unit = 'person'
                or price_type = 'per_household_month' and counted_unit = 'household'
            )
            or unit_cost_type = 'per_installment' and (
                price_type = 'per_payment' and times_basis = 'payments_counted'
                or price_type = 'per_quarter' and times <= 4
                or price_type = 'per_month' and times = 12
            )
            or unit_cost_type = 'per_month' and price_type = 'per_month'
        ) as has_price,
        case when price_type = 'per_person_payment' then payment_count else times end as price_times
    from computed
),

multiplied as (
    select
        *,
        case
            when has_price and price_count = 1 and group_count = 1
                then try_cast(
                    cast(price_cny as double) * cast(coalesce(low_count, high_count) as double) * cast(price_times as double)
                    as decimal(28, 4)
                )
        end as expected_cny,
        try_cast(
            cast(money_slack as double)
            + cast(price_step_cny as double) / 2 * cast(coalesce(low_count, high_count) as double) * cast(price_times as double)
            as decimal(28, 4)
        ) as slack_cny,
        case
            when bound_type = price_bound then price_bound
            when bound_type = 'exact' then price_bound
            when price_bound = 'exact' then bound_type
            else 'none'
        end as expected_bound,
        case
            when group_count > 1 or times_basis = 'calendar' then 'none'
            when bound_type = 'at_least' then 'at_most'
            when bound_type = 'at_most' then 'at_least'
            else bound_type
        end as result_bound
    from priced
),

judged as (
    select
        *,
        total_amount_cny - expected_cny as difference_cny,
        case
            when not has_price then null
            when expected_cny is null then 'not_applicable'
            when price_count > 1 or group_count > 1 or unit_basis = 'unknown' or expected_bound in ('none', 'range', 'about') then 'not_applicable'
            when abs(total_amount_cny - expected_cny) <= slack_cny then 'meets'
            when expected_bound = 'at_most' and total_amount_cny < expected_cny then 'meets'
            when expected_bound = 'at_least' and total_amount_cny > expected_cny then 'meets'
            when has_no_period then 'not_applicable'
            when total_amount_cny > expected_cny then 'money_exceeds'
            else 'money_falls_short'
        end as price_outcome,
        case
            when not has_price then null
            when price_count > 1 then 'several prices share the money'
            when group_count > 1 then 'several groups of people share the money'
            when unit_basis = 'unknown' then 'the unit of the money is not known'
            when expected_bound in ('none', 'range', 'about') then 'price and count bound the product on different sides, or vaguely'
            when has_no_period then 'the price names no period'
            when times_basis = 'calendar' then 'the form counts no payments: those of a calendar year are taken'
            when times_basis = 'payments_counted' then 'price times the payments that the form counts'
            when times_basis = 'period_in_name' then 'price times the months in the project''s name or period'
            when times_basis = 'months_counted' then 'price times the months that the form counts'
            when expected_cny is null then 'the product cannot be told'
            else 'price times the count'
        end as price_reason
    from multiplied
),

-- The first reason that holds decides.
reasoned as (
    select
        *,
        case
            when unit_basis = 'unknown' then 'not_comparable: the unit of the money is not known'
            when horizon != 'annual' then 'not_comparable: the money is planned for several years'
            when group_count > 1 then 'not_comparable: several groups of people share the money, in unknown parts'
            when times_basis = 'calendar' then 'not_comparable: the document does not count the payments or months'
            when unit_cost_type in ('per_installment', 'per_month')
                then 'not_comparable: the amount of one payment or month grows with the number of people it pays'
            when result_bound = 'at_least' then 'not_comparable: the count is a ceiling, so the amount is only a floor'
            when result_bound = 'at_most' then 'not_comparable: the count is a floor, so the amount is only a ceiling'
            when result_bound = 'range' then 'not_comparable: the count is a range'
            when conflict_type is not null then 'not_comparable: the document contradicts itself on the count'
            when has_shared_people then 'similar: {{ shared_people_reason() }}'
            when result_bound = 'about' then 'similar: the count is only about so many'
            when price_outcome in ('money_exceeds', 'money_falls_short') then 'similar: the price that the form states gives another amount'
            when funding_origin_level != 'unknown' then 'similar: by its name the money is one level''s part of what people get'
            when unit_cost_type = 'per_beneficiary' and coalesce(covered_months, 12) != 12
                then 'similar: the money covers a period other than twelve months'
            when unit_cost_type = 'per_beneficiary_month' and times_basis = 'payments_counted' and coalesce(price_outcome, '') != 'meets'
                then 'similar: payments are taken for months'
            else 'same_definition: one year''s money of the project over the exact number of people that its form counts'
        end as verdict
    from judged
),

final as (
    select
        *,
        split_part(verdict, ': ', 1) as comparability,
        split_part(verdict, ': ', 2) as comparability_reason,
        unit_cost_type || ' / ' || counted_unit || ' / ' || horizon as definition_text,
        case
            when result_bound in ('exact', 'about')
                then cast(cast(total_amount_cny as double) / (cast(coalesce(high_count, low_count) as double) * cast(times as double)) as decimal(28, 4))
        end as unit_cny,
        case
            when result_bound in ('exact', 'at_least', 'range', 'about')
                then cast(total_amount_cny as double) / (cast(high_count as double) * cast(times as double))
        end as lower_cny,
        case
            when result_bound in ('exact', 'at_most', 'range', 'about')
                then cast(total_amount_cny as double) / (cast(low_count as double) * cast(times as double))
        end as upper_cny
    from reasoned
)

select * from final
