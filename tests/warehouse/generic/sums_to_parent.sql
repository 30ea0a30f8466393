{% test sums_to_parent(model, id, parent_id, amounts, step, checks=none) %}
    {#-
      Every row with rows under it prints their sum, column by column, a blank counting as nothing; tolerance: half a unit of the
      last printed place (`step`) for each addend. With `checks` (fact_id, outcome) only rows whose checks all passed are
      asked: a publisher's wrong sum is a finding, a sum that got lost on the way is our failure.
    -#}
    with sums as (
        select
            {{ parent_id }} as parent_id,
            {%- for amount in amounts %}
            sum(coalesce({{ amount }}, 0)) as {{ amount }},
            {%- endfor %}
            sum(coalesce({{ step }}, 0)) as step
        from {{ model }}
        where {{ parent_id }} is not null
        group by {{ parent_id }}
    )

    select
        parents.{{ id }},
        {%- for amount in amounts %}
        parents.{{ amount }},
        sums.{{ amount }} as parts_{{ amount }},
        {%- endfor %}
        (coalesce(parents.{{ step }}, 0) + sums.step) / 2 as tolerance
    from {{ model }} as parents
    inner join sums on parents.{{ id }} = sums.parent_id
    {%- if checks %}
    inner join (
        select fact_id
        from {{ checks }}
        group by fact_id
        having min(outcome) = 'pass' and max(outcome) = 'pass'
    ) as passed_rows on parents.{{ id }} = passed_rows.fact_id
    {%- endif %}
    where
        {%- for amount in amounts %}
        {{ 'or ' if not loop.first }}abs(coalesce(parents.{{ amount }}, 0) - sums.{{ amount }})
        > (coalesce(parents.{{ step }}, 0) + sums.step) / 2
        {%- endfor %}
{% endtest %}
