{#- What engines do differently is in these macros; each example holds on every engine that builds the project. -#}
{#- Patterns that a seed lists, and others. -#}
{%- do ref('indicator_vocabulary_rules') -%}
{%- set listed = ('indicator_vocabulary_rules', 'must_pattern') -%}
{%- set examples = [
    ['has_match', has_match("'2023年[1]'", '[[]1[]]'), 'true'],
    ['has_match', has_match("'水利局'", '^水利$'), 'false'],
    ['has_match', has_match("cast(null as " ~ dbt.type_string() ~ ")", '.'), none],
    ['quote_pattern', first_match("'a[b]c'", '([[].*[]])'), '[b]'],
    ['quote_pattern', first_match("'x^y]z'", '([]^]+)'), '^'],
    ['quote_pattern', first_match("'a&&b'", '([a&]+)'), 'a&&'],
    ['quote_pattern', first_match("'a&b'", '([a&&b]+)'), 'a&b'],
    ['quote_pattern', first_match("'甲\r乙'", '(甲.乙)$'), '甲\r乙'],
    ['has_match', has_match("'县\u2028级'", '县.级'), 'true'],
    ['has_match', has_match("'县\n级'", '县.级'), 'false'],
    ['has_match', has_match("'县\n'", '县$'), 'false'],
    ['has_match', has_match("'县\u0085'", '县$'), 'false'],
    ['has_match', has_match("'2元$'", '[$]$'), 'true'],
    ['has_match', has_match("'𠮷野'", '^.野$'), 'true'],
    ['matches_pattern', matches_pattern("'县\u2028级'", "'^县.级$'"), 'true'],
    ['matches_pattern', matches_pattern("'县级'", "cast(null as " ~ dbt.type_string() ~ ")"), none],
    ['matches_pattern', matches_pattern("'县级财政'", "'^县.*政$'"), 'true'],
    ['matches_pattern', matches_pattern("'县级财政'", "'市'"), 'false'],
    ['matches_listed_pattern', matches_listed_pattern("'投诉件'", "'(数|次|数量|件)$|^投诉$'", *listed), 'true'],
    ['matches_listed_pattern', matches_listed_pattern("'投诉率'", "'(数|次|数量|件)$|^投诉$'", *listed), 'false'],
    ['matches_listed_pattern', matches_listed_pattern("'县级财政'", "'^县.*政$'", *listed), 'true'],
    ['matches_listed_pattern', matches_listed_pattern("'县级'", "cast(null as " ~ dbt.type_string() ~ ")", *listed), none],
    ['extract_listed_pattern', extract_listed_pattern("'投诉数量'", "'(数|次|数量|件)$|^投诉$'", *listed), '数量'],
    ['extract_listed_pattern', extract_listed_pattern("'县级财政'", "'县.'", *listed), '县级'],
    ['extract_listed_pattern', extract_listed_pattern("'县级'", "'市'", *listed), ''],
    ['first_match', first_match("'共12人，34人'", '([0-9]+)人'), '12'],
    ['first_match', first_match("'共12人'", '([0-9]+)人', 0), '12人'],
    ['first_match', first_match("'无'", '([0-9]+)'), none],
    ['first_match', first_match("'a'", '(b?)'), none],
    ['global_replace', "regexp_replace('a-b-c', '-', '+'" ~ global_replace() ~ ')', 'a+b+c'],
    ['global_replace', "regexp_replace('aaa', '^a', ''" ~ global_replace() ~ ')', 'aa'],
    ['global_replace', "regexp_replace('甲乙', 'x*', '-'" ~ global_replace() ~ ')', '-甲-乙-'],
    ['group_reference', "regexp_replace('ab', '(a)(b)', '" ~ group_reference(2) ~ group_reference(1) ~ "')", 'ba'],
    ['group_reference', "regexp_replace('ab', 'a', '" ~ group_reference(0) ~ group_reference(0) ~ "')", 'aab'],
    ['rewrite_text', rewrite_text("'一、甲（1）乙（2）'", [['（([0-9])）', '<$1>'], ['^一、', '']]), '甲<1>乙<2>'],
    ['rewrite_text', rewrite_text("'5十'", [['([1-9])十', '$10']]), '50'],
    ['fold_text', fold_text("'（１２．５％）　［Ａ］ ~'"), '(12.5%)[Ａ]~'],
    ['fold_name', fold_name("'一、“其它”的支出'"), '其他支出'],
    ['to_number', 'cast(' ~ to_number("'１，２３４．５０'") ~ ' as decimal(18, 2))', '1234.50'],
    ['to_number', 'cast(' ~ to_number("'△12'") ~ ' as decimal(18, 2))', '-12.00'],
    ['to_number', to_number("'12万'"), none],
    ['format_number', format_number('84.50'), '84.5'],
    ['format_number', format_number('1200'), '1200'],
    ['join_texts', '(select ' ~ join_texts('code', "'+'") ~ " from (select 'b' as code union all select 'a' as code"
        ~ " union all select cast(null as " ~ dbt.type_string() ~ ") as code) as codes)", 'a+b'],
    ['join_texts', '(select ' ~ join_texts('code', "'、'") ~ " from (select '乙' as code union all select '甲' as code"
        ~ " union all select '10' as code union all select '9' as code union all select '' as code) as codes)", '、10、9、乙、甲'],
    ['join_texts', '(select ' ~ join_texts('code', "'+'") ~ " from (select cast(null as " ~ dbt.type_string()
        ~ ") as code) as codes)", none],
    ['holds_somewhere', holds_somewhere('3', 'text_place * text_place = 9'), 'true'],
    ['holds_somewhere', holds_somewhere('3', 'text_place = 0 or text_place = 4'), 'false'],
    ['holds_somewhere', holds_somewhere('0', 'text_place < 5'), 'false'],
    ['holds_somewhere', holds_somewhere("length('县') - 3", 'text_place < 5'), 'false'],
    ['holds_somewhere', holds_somewhere('cast(null as integer)', 'text_place > 0'), 'false'],
    ['has_doubled_word', has_doubled_word("'开展活动活动'", 80), 'true'],
    ['has_doubled_word', has_doubled_word("'社会保险社会保险费'", 80), 'true'],
    ['has_doubled_word', has_doubled_word("'活动'", 80), 'false'],
    ['has_doubled_word', has_doubled_word("'人人人人'", 80), 'false'],
    ['has_doubled_word', has_doubled_word("'点对点对接'", 80), 'false'],
    ['has_doubled_word', has_doubled_word("'2020年'", 80), 'false'],
    ['has_doubled_word', has_doubled_word("'一二三活动活动'", 4), 'false'],
    ['has_doubled_word', has_doubled_word("'一二三活动活动'", 5), 'true'],
    ['surrogate_key', surrogate_key(["'县'", 'null', '2023']), '2c45ec953514e059fd8e306e00dc9e38'],
    ['row_hash', row_hash(["'县'", 'null', '2023']) ~ ' = ' ~ row_hash(["'县'", 'null', "'2023'"]), 'true'],
    ['row_hash', row_hash(["'县'", 'null']) ~ ' = ' ~ row_hash(['null', "'县'"]), 'false'],
    ['row_hash', row_hash(["'县级'", "''"]) ~ ' = ' ~ row_hash(["'县'", "'级'"]), 'false'],
    ['row_hash', row_hash(["''"]) ~ ' = ' ~ row_hash(['null']), 'false'],
    ['to_base_unit', 'cast(' ~ to_base_unit('cast(1 as decimal(28, 8))', 'cast(0.3 as decimal(17, 8))') ~ ' as decimal(28, 8))',
        '0.30000000'],
] -%}
with examples as (
    {%- for macro_name, actual, expected in examples %}
    select
        '{{ macro_name }}' as macro_name,
        {{ loop.index }} as example_number,
        cast({{ actual }} as {{ dbt.type_string() }}) as actual_text,
        {{ "'" ~ expected ~ "'" if expected is not none else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as expected_text
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from examples
where coalesce(actual_text, 'null') <> coalesce(expected_text, 'null')
