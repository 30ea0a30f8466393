{% test is_key(model, columns, nullable=[], made_of=[], rows_of={}, numbered='') %}
    {#-
      The columns together never repeat: one row per combination. None is null but those that a document may leave open. Hashes are
      counted first, which takes less time and memory than the texts; what repeats among them is then looked at as it is.
      made_of: the columns that a key of one text is made of, where the model holds them. It repeats where they do, which is sooner told;
      a digest of them is never null.
      rows_of: the model whose rows these are, and whose key they keep. It is tested there; here each group of them must be as many.
      numbered: the whole number among the key's columns, or those that it is made of. Rows that are otherwise alike are counted 32
      numbers at a time, each number one bit: as many bits as rows, and none repeats.
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
    {%- set parts = made_of or columns -%}
    {%- set filled = [] -%}
    {%- for column in parts if column not in nullable and (numbered or not made_of) -%}
        {%- do filled.append(column ~ ' is null') -%}
    {%- endfor -%}
    {%- set is_incomplete = 'max(case when ' ~ (filled | join(' or ') or 'false') ~ ' then 1 else 0 end) = 1' -%}
    {%- if numbered -%}
        {%- set hashed = row_hash(parts | reject('equalto', numbered) | list + [numbered ~ ' - ' ~ numbered ~ ' % 32']) -%}
        {%- set several = 'coalesce(bit_count(bit_or(cast(power(2, ' ~ numbered ~ ' % 32) as bigint))), 0)' -%}
    {%- else -%}
        {%- set hashed = row_hash([surrogate_key_text(made_of)] if made_of else columns) -%}
        {%- set several = 1 -%}
    {%- endif %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    where
        {{ hashed }} in (
            select {{ hashed }}
            from {{ model }}
            group by {{ hashed }}
            having count(*) > {{ several }} or {{ is_incomplete }}
        )
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ is_incomplete }}
    {%- endif %}
{% endtest %}
