{% materialization table, adapter='duckdb' %}
    {#-
      A table made under its own name, in one transaction: the adapter's own way makes it under another, looks for remains of
      earlier builds and renames, which for hundreds of small models costs a tenth of a build.
    -#}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if existing_relation is not none -%}
        {%- do drop_relation_if_exists(existing_relation) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{- create_table_as(False, target_relation, compiled_code) }}
    {%- endcall -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target_relation, model) -%}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
