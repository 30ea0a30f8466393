{% test is_key(model, columns, nullable=[]) %}
    {#- The columns together never repeat: one row per combination. None is null but those that a document may leave open. -#}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {%- for column in columns if column not in nullable %}
        or {{ column }} is null
        {%- endfor %}
{% endtest %}
