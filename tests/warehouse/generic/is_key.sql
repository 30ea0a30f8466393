{% test is_key(model, columns, nullable=[]) %}
    {#-
      The columns together never repeat: one row per combination. None is null but those that a document may leave open. Hashes are
      counted first, which takes less time and memory than the texts; what repeats among them is then looked at as it is.
    -#}
    {%- set filled = [] -%}
    {%- for column in columns if column not in nullable -%}
        {%- do filled.append(column ~ ' is null') -%}
    {%- endfor -%}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    where
        {{ row_hash(columns) }} in (
            select hashed.row_hash
            from (
                select
                    {{ row_hash(columns) }} as row_hash,
                    case when {{ filled | join(' or ') or 'false' }} then 1 else 0 end as is_incomplete
                from {{ model }}
            ) as hashed
            group by hashed.row_hash
            having count(*) > 1 or max(hashed.is_incomplete) = 1
        )
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {%- for condition in filled %}
        or {{ condition }}
        {%- endfor %}
{% endtest %}
