with

stg_indicator_rows as (

    select * from {{ ref('stg_indicator_rows') }}

),

qualitative_words as (

    select * from {{ ref('qualitative_words') }}

),

-- Targets and baselines repeat, so each is read once.
printed as (

    select target_text as printed_text from stg_indicator_rows
    union
    select baseline_text as printed_text from stg_indicator_rows

),

folded as (

    select
        printed_text,
        {{ fold_text('printed_text') }} as folded_text
    from printed
    where printed_text is not null

),

words as (

    select
        word,
        max(scale_type) as scale_type
    from qualitative_words
    group by word

),

final as (

    select
        folded.printed_text,
        folded.folded_text,
        words.scale_type
    from folded
    left join words on folded.folded_text = words.word

)

select * from final
