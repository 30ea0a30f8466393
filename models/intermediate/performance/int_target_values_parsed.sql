with int_indicator_targets_categorised as (
    select * from {{ ref('int_indicator_targets_categorised') }}
),

unit_aliases as (
    select * from {{ ref('unit_aliases') }}
),

units as (
    select * from {{ ref('units') }}
),

qualitative_words as (
    select * from {{ ref('qualitative_words') }}
),

-- Real wording repeats heavily, so each distinct text is read once. Prior-year values are read like targets.
distinct_texts as (
    select
        target_text,
        unit_text as unit_column_text,
        comparator_text as comparator_column_text,
        measured_dimension
    from int_indicator_targets_categorised
    where target_text is not null
    union
    select
        baseline_text as target_text,
        cast(null as {{ dbt.type_string() }}) as unit_column_text,
        cast(null as {{ dbt.type_string() }}) as comparator_column_text,
        cast(null as {{ dbt.type_string() }}) as measured_dimension
    from int_indicator_targets_categorised
    where baseline_text is not null
),

folded as (
    select
        distinct_texts.*,
        {{ fold_target_text('target_text') }} as plain_text
    from distinct_texts
),

numbered as (
    select
        folded.*,
        {{ fold_chinese_numerals('plain_text') }} as digit_text
    from folded
),

-- Null from here on where a target holds no digit.
closed as (
    select
        numbered.*,
        case
            when not {{ has_match('digit_text', '[0-9]') }} then null
            when {{ has_match('digit_text', '[上下内间]|左右') }} then {{ fold_closing_comparators('digit_text') }}
            else digit_text
        end as closed_text
    from numbered
),

compared as (
    select
        closed.*,
        case
            when {{ has_match('closed_text', '[低少小大高多超等至最起突不未满近约余百千在计共总]') }}
                then {{ fold_leading_comparators('closed_text') }}
            else closed_text
        end as compared_text
    from closed
),

recognised as (
    select
        compared.*,
        coalesce({{ has_match('compared_text', whole_target_figure_pattern()) }}, false) as is_figure
    from compared
),

-- A cell that is one figure needs no reading; of a sentence every figure is listed, and those of the wanted dimension kept.
sentences as (
    select
        recognised.*,
        case
            when is_figure then null
            when measured_dimension = 'duration' then {{ rewrite_text('compared_text', [['([0-9])月$', '$1个月']]) }}
            else compared_text
        end as sentence_text,
        case when is_figure then false else {{ has_match('plain_text', target_deadline_pattern()) }} end as has_deadline
    from recognised
),

bounded as (
    select
        sentences.*,
        {{ fold_two_sided_bounds('sentence_text') }} as bounded_text
    from sentences
),

surrounded as (
    select
        bounded.*,
        {{ fold_figure_surroundings('bounded_text') }} as surrounded_text
    from bounded
),

masked as (
    select
        surrounded.*,
        {{ mask_target_calendar('surrounded_text') }} as masked_text
    from surrounded
),

listed as (
    select
        masked.*,
        {{ list_target_figures('masked_text') }} as figures_text
    from masked
),

measured as (
    select
        listed.*,
        coalesce(nullif({{ keep_measured_figures('figures_text', 'measured_dimension') }}, ''), figures_text) as candidates_text
    from listed
),

chosen as (
    select
        measured.*,
        case
            when is_figure then compared_text
            when figures_text is not null
                then {{ choose_target_figure('candidates_text', keep_total_figures('candidates_text'), 'masked_text') }}
        end as figure_text
    from measured
),

ranged as (
    select
        chosen.*,
        coalesce({{ has_match('figure_text', '[0-9][^0-9]*[-~至到][0-9]') }}, false) as is_range
    from chosen
),

split as (
    select
        ranged.*,
        coalesce({{ first_match('figure_text', '^[≥≤=><≈~]+', 0) }}, '')
        || coalesce({{ first_match('figure_text', '[↑↓∽]$', 0) }}, '') as signs,
        {{ first_match('figure_text', '[−-]?[0-9][0-9.,]*', 0) }} as low_text,
        case when is_range then {{ first_match('figure_text', '[-~至到]([0-9][0-9.,]*)[^0-9]*$') }} end as high_text,
        {{ first_match('figure_text', '[^0-9.,≥≤=><≈~至到↑↓∽+−-][^0-9↑↓∽~至到-]*', 0) }} as low_unit_text,
        case
            when figure_text is null and not has_deadline and coalesce(candidates_text, '') = ''
                then regexp_replace(plain_text, '^.*程度[为:]?|及?以上$|[,;。.、!]+$', ''{{ global_replace() }})
        end as words_text
    from ranged
),

read as (
    select
        split.*,
        {{ read_target_number('low_text') }} as low,
        {{ read_target_number('high_text') }} as high,
        -- Numbers that touch (1.2.3, 5,10) are no figure.
        not is_figure and (
            not {{ has_match('low_text', '^−?' ~ target_number_pattern() ~ '[.,]?$') }}
            or coalesce(not {{ has_match('high_text', '^' ~ target_number_pattern() ~ '[.,]?$') }}, false)
        ) as is_malformed,
        case
            when is_range then {{ first_match('figure_text', '([^0-9.,~至到↑↓∽-][^0-9↑↓∽~至到-]*)[↑↓∽]?$') }}
        end as high_unit_text,
        -- A negated word, or one that names a rate, is extracted with 不 or 率, and no list of words holds that.
        {{ first_match('words_text', '[不未无非没]?(?:' ~ qualitative_word_pattern() ~ ')率?', 0) }} as contained_word
    from split
),

valued as (
    select
        read.*,
        case
            when is_malformed then 'conflict'
            when high is null then {{ target_comparator('signs', 'comparator_column_text') }}
            when low > high or coalesce(low_unit_text, '') not in ('', high_unit_text) then 'conflict'
            when signs in ('', '=', '≈', '~', '∽', '↓') or signs = '≥' and high = 100 then 'between'
            else 'conflict'
        end as comparator,
        coalesce(high_unit_text, low_unit_text) as figure_unit_text,
        case
            when high_unit_text is not null or low_unit_text is not null then coalesce(high_unit_text, low_unit_text)
            when {{ has_match('unit_column_text', '^[-/—－、]*$') }} then null
            else {{ fold_target_text('unit_column_text') }}
        end as unit_text
    from read
),

typed as (
    select
        valued.*,
        case
            when has_deadline and (measured_dimension = 'date' or figure_text is null and coalesce(candidates_text, '') = '')
                then 'date'
            when comparator = 'conflict' or figure_text is null and coalesce(candidates_text, '') <> '' then 'text'
            when low is null then null
            when unit_text is null and {{ is_calendar_figure('figure_text', 'measured_dimension') }} then 'date'
            when unit_text is null and {{ has_match('figure_text', '^1[3-9][0-9]{9}$|^[0-9]{13,}$') }} then 'text'
            when high is not null then 'range'
            when substr(unit_text, 1, 1) in ('%', '‰') then 'percent'
            when unit_text in ('个百分点', '百分点', '百分比', '千分点', '百分之', '千分之', 'pct') then 'percent'
            else 'numeric'
        end as figure_type,
        -- 万 and 亿 alone count what the unit's own column or the indicator names; without either they have no unit.
        case
            when coalesce(figure_unit_text, '') not in ('百万', '千万', '百亿', '千亿', '万', '亿') then unit_text
            when unit_column_text is not null then figure_unit_text || unit_column_text
            when measured_dimension = 'currency' then figure_unit_text || '元'
            when measured_dimension = 'person' then figure_unit_text || '人'
            when measured_dimension = 'person_event' then figure_unit_text || '人次'
            when measured_dimension = 'event' then figure_unit_text || '次'
        end as unit_alias
    from valued
),

measurement_units as (
    select
        unit_aliases.alias,
        units.unit_id,
        units.dimension,
        units.base_unit,
        cast(units.factor as decimal(17, 8)) as factor
    from unit_aliases
    inner join units on unit_aliases.unit_id = units.unit_id
),

joined as (
    select
        typed.*,
        measurement_units.unit_id,
        measurement_units.base_unit,
        measurement_units.dimension,
        typed.figure_type in ('numeric', 'percent', 'range') as is_measured,
        coalesce(typed.comparator, '=') as bound,
        {{ to_base_unit('typed.low', 'measurement_units.factor') }} as low_base,
        {{ to_base_unit('typed.high', 'measurement_units.factor') }} as high_base,
        coalesce(whole_words.grade, contained_words.grade) as grade
    from typed
    left join measurement_units on typed.unit_alias = measurement_units.alias
    left join qualitative_words as whole_words on typed.words_text = whole_words.word
    left join qualitative_words as contained_words on typed.contained_word = contained_words.word
),

final as (
    select
        {{ target_value_key('target_text', 'unit_column_text', 'comparator_column_text', 'measured_dimension') }}
            as target_value_key,
        target_text,
        unit_column_text,
        comparator_column_text,
        measured_dimension,
        case
            when figure_type is not null then figure_type
            when grade is not null then 'qualitative'
            when not {{ has_match('plain_text', '^[-/*;,.、。~]*$') }} then 'text'
        end as value_type,
        case when is_measured then comparator end as comparator,
        case when is_measured and bound not in ('<', '<=') then low end as target_low,
        case when is_measured and bound not in ('>', '>=') then coalesce(high, low) end as target_high,
        case when is_measured then unit_text end as unit_text,
        case when is_measured then unit_id end as unit_id,
        case when is_measured and bound not in ('<', '<=') then low_base end as target_low_base,
        case when is_measured and bound not in ('>', '>=') then coalesce(high_base, low_base) end as target_high_base,
        case when is_measured then base_unit end as base_unit,
        case when is_measured then dimension end as dimension,
        case when figure_type is null then grade end as qualitative_grade
    from joined
)

select * from final
