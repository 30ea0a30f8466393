{% macro qualitative_word_pattern() -%}
    {#-
      Graded words of at least four characters, which may stand inside a longer target; shorter ones count only as the whole
      cell. Every such word of the seed qualitative_words is matched, which a test asserts.
    -#}
    {%- set degree = '(?:显著|明显|大幅|有效|不断|逐步|逐年|持续|稳步|进一步|有所|得到)' -%}
    {{- [
        degree ~ '(?:提高|提升|改善|增强|增加|促进|保障)',
        '(?:持续|平稳|稳定|正常)(?:稳定|运行|运转)',
        '(?:运转|运行)正常',
        '(?:按时|及时)足额发放|(?:按时|及时)足额|(?:按时|及时|按期)(?:拨付到位|拨付|完成|发放|到位)',
        '符合(?:相关规定|规定|政策|要求|标准)',
        '影响程度较高|影响较高|可持续发展|可持续性|可持续影响|长期影响|长期稳定|较为明显',
        '支出内容合规|合法合规|严格执行',
        '达成目标|达到(?:目标|标准|要求)|全部完成|完成目标',
        '[省市县][局厅级里]统一(?:下达数额|布置)',
        '无经济效益',
    ] | join('|') -}}
{%- endmacro %}
