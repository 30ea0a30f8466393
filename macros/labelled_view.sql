{% macro labelled_view(node, relation, labels, lists) -%}
    {#-
      The statement that makes the Chinese twin of one relation: its columns under their `labels`, the values of closed lists spelled
      out from `lists`. A column's list has its name, unless `config.meta.enumeration` names another.
    -#}
    create or replace view {{ relation.incorporate(path={'schema': 'zh'}) }} as
    select
    {%- for name, column in node.columns.items() %}
        {%- set label = adapter.quote(labels.get(name, name)) -%}
        {%- set values = lists.get(column.config.meta.get('enumeration', name), []) if column.data_type == 'varchar' else [] -%}
        {%- if values %}
        case {{ name }}
            {%- for value, text in values %}
            when '{{ dbt.escape_single_quotes(value) }}' then '{{ dbt.escape_single_quotes(text) }}'
            {%- endfor %}
            else {{ name }}
        end as {{ label }}
        {%- else %}
        {{ name }} as {{ label }}
        {%- endif %}
        {{- ',' if not loop.last }}
    {%- endfor %}
    from {{ relation }}
{%- endmacro %}
