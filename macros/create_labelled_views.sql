{% macro create_labelled_views(results) -%}
    {#-
      Schema zh: one view a fact, default view, dimension, bridge and report, of the same name, whose columns are the Chinese labels of
      dim_columns and whose closed lists are spelled out as in dim_labels. Made after a build, for what was built (`results`); for all
      where labels may be others. Only in DuckDB: Spark's views take no such names.
    -#}
    {%- if execute and target.type == 'duckdb' and flags.WHICH in ('build', 'run') -%}
        {%- set dictionary = adapter.get_relation(target.database, 'marts', 'dim_columns') -%}
        {%- set labels = adapter.get_relation(target.database, 'marts', 'dim_labels') -%}
        {%- if dictionary is not none and labels is not none -%}
            {%- set lists = {} -%}
            {%- for row in run_query('select enumeration, value, label_zh from ' ~ labels ~ ' order by 1, 2') -%}
                {%- do lists.setdefault(row[0], []).append((row[1], row[2])) -%}
            {%- endfor -%}
            {%- set tables = {} -%}
            {%- for row in run_query(
                'select table_name, column_name, label_zh from ' ~ dictionary ~ ' where label_zh is not null'
            ) -%}
                {%- do tables.setdefault(row[0], {}).update({row[1]: row[2]}) -%}
            {%- endfor -%}
            {%- do adapter.create_schema(api.Relation.create(database=target.database, schema='zh')) -%}
            {%- set built = [] -%}
            {%- for result in results if result.status == 'success' -%}
                {%- do built.append(result.node.name) -%}
            {%- endfor -%}
            {%- set statements = [] -%}
            {%- set is_relabelled = 'dim_columns' in built or 'dim_labels' in built -%}
            {%- for node in graph.nodes.values()
                if node.resource_type == 'model' and node.schema == 'marts' and node.name in tables
                and (is_relabelled or node.name in built) -%}
                {%- set relation = adapter.get_relation(node.database, node.schema, node.name) -%}
                {%- if relation is not none -%}
                    {%- do statements.append(labelled_view(node, relation, tables[node.name], lists)) -%}
                {%- endif -%}
            {%- endfor -%}
            {#- One query: dbt takes longer over a query than DuckDB over a view. -#}
            {%- if statements -%}
                {%- do run_query(statements | join(';\n')) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
