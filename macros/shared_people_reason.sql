{#- Why a project's amount per head is one part only of what its people get. -#}
{%- macro shared_people_reason() -%}other projects pay the same people, this is one part of what they get{%- endmacro -%}
