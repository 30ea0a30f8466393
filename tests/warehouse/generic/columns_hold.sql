{% test columns_hold(model, not_null=[], values={}, references=[]) %}
    {#-
      What a model's columns promise, in one pass a kind: `not_null` columns are filled, a column of `values` holds nothing else, what
      a column of `references` names stands in the other relation, among the rows that a `where` tells. Nulls keep the last two. One
      row per column and wrong value.
    -#}
    {%- set parts = [] -%}
    {%- for column in not_null -%}
        {%- do parts.append(
            "select '" ~ column ~ "' as column_name, 'is null' as problem, cast(null as " ~ dbt.type_string() ~ ") as found_value,"
            ~ " count(*) as row_count from " ~ model ~ " where " ~ column ~ " is null having count(*) > 0"
        ) -%}
    {%- endfor -%}
    {%- for column, allowed in values.items() -%}
        {%- set listed = [] -%}
        {%- for value in allowed -%}
            {%- do listed.append("'" ~ dbt.escape_single_quotes(value | string) ~ "'") -%}
        {%- endfor -%}
        {%- do parts.append(
            "select '" ~ column ~ "' as column_name, 'is not in its list' as problem, cast(" ~ column ~ " as " ~ dbt.type_string()
            ~ ") as found_value, count(*) as row_count from " ~ model ~ " where cast(" ~ column ~ " as " ~ dbt.type_string()
            ~ ") not in (" ~ listed | join(', ') ~ ") group by " ~ column
        ) -%}
    {%- endfor -%}
    {%- for reference in references -%}
        {%- set parents = '(select * from ' ~ reference.to ~ ' where ' ~ reference.where ~ ')' if reference.where else reference.to -%}
        {%- do parts.append(
            "select '" ~ reference.column ~ "' as column_name, 'names nothing in " ~ reference.field ~ "' as problem, cast(children."
            ~ reference.column ~ " as " ~ dbt.type_string() ~ ") as found_value, count(*) as row_count from " ~ model
            ~ " as children left join " ~ parents ~ " as parents on children." ~ reference.column ~ " = parents."
            ~ reference.field ~ " where children." ~ reference.column ~ " is not null and parents." ~ reference.field
            ~ " is null group by children." ~ reference.column
        ) -%}
    {%- endfor -%}
    {{ parts | join('\n    union all\n    ') }}
{% endtest %}
