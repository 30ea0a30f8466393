{%- set must = ('indicator_vocabulary_rules', 'must_pattern') -%}
{%- set must_not = ('indicator_vocabulary_rules', 'must_not_pattern') -%}
{%- set matched_words = extract_listed_pattern('folded.folded_name', 'ranked.must_pattern', *must) -%}

with targets as (
    select * from {{ ref('int_indicator_targets_valued') }}
),

rules as (
    select * from {{ ref('indicator_vocabulary_rules') }}
),

-- Names repeat in every form: each combination that could mean another thing is decided once.
combinations as (
    select distinct
        indicator_name,
        level2_code,
        dimension,
        {{ target_value_class('dimension', 'target_low', 'target_high') }} as value_class
    from targets
    where indicator_name is not null
),

names as (
    select distinct
        indicator_name,
        {{ fold_indicator_name('indicator_name') }} as folded_name
    from combinations
),

folded as (
    select
        *,
        length(folded_name) as name_length,
        {{ has_match('folded_name', '[,;。!?]') }} as has_clause
    from names
),

dimensions as (
    select distinct dimension
    from combinations
    where dimension is not null
),

fitting_dimensions as (
    select
        rules.rule_number,
        dimensions.dimension
    from dimensions
    inner join rules on {{ matches_pattern('dimensions.dimension', "'^(' || rules.dimension_pattern || ')$'") }}
),

words as (
    select distinct word
    from rules
),

-- Each name meets each word once, however many rules share the word.
worded as (
    select
        folded.*,
        words.word
    from folded
    inner join words on instr(folded.folded_name, words.word) > 0
),

-- A clause is no name; only the long names that forms prescribe hold one.
held as (
    select
        worded.indicator_name,
        worded.folded_name,
        rules.*
    from worded
    inner join rules
        on
            worded.word = rules.word
            and worded.name_length <= rules.longest_length
            and (rules.longest_length >= 40 or not worded.has_clause)
),

candidates as (
    select
        indicator_name,
        rule_number,
        indicator_id,
        level2_code,
        word,
        must_pattern,
        dimension_pattern,
        requires_dimension,
        confidence
    from held
    where
        (must_pattern is null or {{ matches_listed_pattern('folded_name', 'must_pattern', *must) }})
        and (must_not_pattern is null or not {{ matches_listed_pattern('folded_name', 'must_not_pattern', *must_not) }})
),

judged as (
    select
        combinations.*,
        candidates.indicator_id,
        candidates.rule_number,
        candidates.word,
        candidates.must_pattern,
        case
            when combinations.value_class = 'bare' and candidates.confidence = 'high' then 'medium'
            when combinations.value_class = 'bare' then 'low'
            else candidates.confidence
        end as confidence,
        case
            when candidates.indicator_id is null then false
            when combinations.value_class = 'measured' then fitting_dimensions.dimension is not null
            when candidates.requires_dimension then false
            when combinations.value_class = 'bare' then candidates.dimension_pattern <> 'none'
            else true
        end as is_fitting
    from combinations
    left join candidates
        on
            combinations.indicator_name = candidates.indicator_name
            and (candidates.level2_code is null or combinations.level2_code = candidates.level2_code)
    left join fitting_dimensions
        on
            candidates.rule_number = fitting_dimensions.rule_number
            and combinations.dimension = fitting_dimensions.dimension
),

ranked as (
    select
        *,
        row_number() over (
            partition by indicator_name, level2_code, dimension, value_class
            order by case when is_fitting then 0 else 1 end, rule_number
        ) as choice
    from judged
),

final as (
    select
        ranked.indicator_name,
        folded.folded_name,
        ranked.level2_code,
        ranked.dimension,
        ranked.value_class,
        coalesce(ranked.level2_code, '') as level2_key,
        coalesce(ranked.dimension, '') as dimension_key,
        case when ranked.is_fitting then ranked.indicator_id end as indicator_id,
        case
            when ranked.is_fitting
                then ranked.word || coalesce(' + ' || nullif(nullif({{ matched_words }}, ''), ranked.word), '')
        end as matched_words_text,
        case when ranked.is_fitting then ranked.confidence end as confidence,
        case when not ranked.is_fitting then ranked.indicator_id end as nearest_indicator_id,
        case
            when ranked.is_fitting then 'conformed'
            when ranked.indicator_id is not null then 'dimension_differs'
            when folded.name_length > 30 or folded.has_clause then 'free_text'
            else 'no_rule'
        end as verdict
    from ranked
    inner join folded on ranked.indicator_name = folded.indicator_name
    where ranked.choice = 1
)

select * from final
