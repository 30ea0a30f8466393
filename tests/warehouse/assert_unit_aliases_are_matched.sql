-- Every spelling of a unit is read as one figure when it stands behind a number, in a whole cell or in a sentence.
with unit_aliases as (
    select * from {{ ref('unit_aliases') }}
),

folded as (
    select
        alias,
        {{ fold_leading_comparators("'10' || alias") }} as leading_text
    from unit_aliases
),

surrounded as (
    select
        alias,
        leading_text,
        {{ fold_figure_surroundings('leading_text') }} as figure_text
    from folded
)

select alias
from surrounded
where
    not {{ has_match('leading_text', whole_target_figure_pattern()) }}
    and not {{ has_match('figure_text', '^' ~ target_figure_pattern() ~ '$') }}
