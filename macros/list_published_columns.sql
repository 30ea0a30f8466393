{% macro list_published_columns() -%}
    {#-
      One row per column of every mart, as its YAML describes it: table_name, column_name, description_en, usage_warning.
      A warning is the column's `config.meta.usage_warning`; measures without one take the model's. `config.meta.is_personal` marks names
        of people. Empty while dbt parses.
    -#}
    {%- set rows = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | sort(attribute='name') -%}
            {%- if node.resource_type == 'model' and node.package_name == project_name and 'marts' in node.fqn -%}
                {%- for column in node.columns.values() -%}
                    {%- set is_measure = (column.data_type or '').lower().startswith(('decimal', 'double')) -%}
                    {%- set warning = column.meta.get('usage_warning')
                        or (node.meta.get('usage_warning') if is_measure else none) -%}
                    {%- do rows.append([
                        node.name,
                        column.name,
                        column.description.split() | join(' '),
                        warning.split() | join(' ') if warning else none,
                        'yes' if column.meta.get('is_personal') else 'no'
                    ]) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    select
        table_name,
        column_name,
        description_en,
        cast(usage_warning as {{ dbt.type_string() }}) as usage_warning,
        is_personal_text = 'yes' as is_personal
    from (
        values
        {%- for row in rows or [[none, none, none, none, none]] %}
            (
                {%- for text in row -%}
                    {{ "'" ~ dbt.escape_single_quotes(text) ~ "'" if text else 'null' }}{{ ', ' if not loop.last }}
                {%- endfor -%}
            ){{ ',' if not loop.last }}
        {%- endfor %}
    ) as described_columns (table_name, column_name, description_en, usage_warning, is_personal_text)
    {%- if not rows %}
    where table_name is not null
    {%- endif %}
{%- endmacro %}
