-- A graded word of four or more characters counts inside a longer target, so the pattern that looks for it must know it.
with qualitative_words as (
    select * from {{ ref('qualitative_words') }}
)

select word
from qualitative_words
where
    length(word) >= 4
    and not {{ has_match('word', qualitative_word_pattern()) }}
