{% test is_key(model, columns, nullable=[], made_of=[], rows_of={}) %}
    {#-
      The columns together never repeat: one row per combination. None is null but those that a document may leave open. Hashes are
      counted first, which takes less time and memory than the texts; what repeats among them is then looked at as it is.
      made_of: the columns of a surrogate key, where the model holds them. Such a key is never null; it repeats where their text
      does, which is sooner told than its digest.
      rows_of: the model whose rows these are, and whose key they keep. It is tested there; here each group of them must be as many.
    -#}
    {%- if rows_of %}
    select
        {%- for column in rows_of.by %}
        here.{{ column }},
        {%- endfor %}
        here.row_count,
        there.row_count as expected_count
    from (
        select
            {{ rows_of.by | join(', ') }},
            count(*) as row_count
        from {{ model }}
        group by {{ rows_of.by | join(', ') }}
    ) as here
    left join (
        select
            {{ rows_of.by | join(', ') }},
            count(*) as row_count
        from {{ rows_of.to }}
        {{ 'where ' ~ rows_of.where if rows_of.where }}
        group by {{ rows_of.by | join(', ') }}
    ) as there
        on
            {%- for column in rows_of.by %}
            {{ 'and ' if not loop.first }}here.{{ column }} = there.{{ column }}
            {%- endfor %}
    where here.row_count <> coalesce(there.row_count, 0)
    {%- else %}
    {%- set filled = [] -%}
    {%- for column in columns if column not in nullable and not made_of -%}
        {%- do filled.append(column ~ ' is null') -%}
    {%- endfor -%}
    {%- set hashed = row_hash([surrogate_key_text(made_of)] if made_of else columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    where
        {{ hashed }} in (
            select hashed.row_hash
            from (
                select
                    {{ hashed }} as row_hash,
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
    {%- endif %}
{% endtest %}
