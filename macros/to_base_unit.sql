{% macro to_base_unit(figure, factor) -%}
    {#-
      A figure in its base unit as decimal(28,8); null beyond fifteen digits. The types keep the product exact on every
      engine.
    -#}
    case
        when {{ factor }} = 1 then {{ figure }}
        else try_cast(try_cast({{ figure }} as decimal(20, 5)) * {{ factor }} as decimal(28, 8))
    end
{%- endmacro %}
