{% macro list_document_numbers(text) -%}
    {#-
      The numbers of notices (财社[2022]80号) in a folded text, each closed by a semicolon behind a leading one; a semicolon where
      there is none. A number may carry the further numbers of its series (80号、81号).
    -#}
    {%- set lead = '提前下达|下达|拨付|安排|追加|预拨|转发|印发|收到|根据|依据|按照|参照|关于|文件|通知|文号|执行|[⟨⟩;]' -%}
    {%- set number = '[一-龥]{1,3}财?[一-龥]{1,4}[[(](?:19|20)[0-9][0-9]年?[])]第?[0-9]+(?:号?[、,][0-9]+)*号' -%}
    {{ rewrite_text(text, [[lead, ' '], ['(' ~ number ~ ')', '⟨$1⟩'], ['(?:^|⟩)[^⟨⟩]*(?:⟨|$)', ';']]) }}
{%- endmacro %}
