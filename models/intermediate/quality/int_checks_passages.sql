with

stg_narrative_passages as (
    select * from {{ ref('stg_narrative_passages') }}
),

-- The words of a paragraph without its numbering and its label (⑴项目概述：). Numbered by print order among the prose.
prose as (

    select
        *,
        regexp_replace(
            {{ fold_text('passage_text') }},
            '^([(]?[0-9一二三四五六七八九十]{1,3}[)、.]|[⑴-⒇①-⑳])?([^:,，。;；]{1,12}:)?', ''
        ) as passage_key,
        row_number() over (partition by document_id order by passage_number) as prose_number
    from stg_narrative_passages
    where role = 'prose'

),

-- 第一部分 printed twice: the texts of several units stand in one document.
parts as (

    select
        document_id,
        {{ first_match('passage_text', '^(第[一二三四五六七八九十]+部分)') }} as part_text
    from stg_narrative_passages
    where role = 'heading'

),

part_counts as (

    select
        document_id,
        part_text,
        count(*) as part_count
    from parts
    where part_text is not null
    group by document_id, part_text

),

documents as (

    select
        document_id,
        max(part_count) as part_count
    from part_counts
    group by document_id

),

first_mentions as (

    select
        *,
        min(prose_number) over (partition by document_id, passage_key) as first_number
    from prose
    where length(passage_key) >= 40

),

repeated as (

    select
        *,
        prose_number - first_number as distance,
        lag(prose_number) over (partition by document_id, prose_number - first_number order by prose_number) as number_before
    from first_mentions
    where prose_number > first_number

),

-- A passage of several paragraphs is one repetition.
runs as (

    select
        *,
        sum(case when number_before = prose_number - 1 then 0 else 1 end) over (
            partition by document_id, distance
            order by prose_number
        ) as run_number
    from repeated

),

run_totals as (

    select
        document_id,
        distance,
        run_number,
        min(prose_number) as prose_number,
        count(*) as passage_count
    from runs
    group by document_id, distance, run_number

),

repetitions as (

    select
        'R130' as rule_id,
        prose.document_id,
        prose.narrative_passage_id,
        '“' || substr(prose.passage_text, 1, 20) || '…”与第 ' || originals.line_number || ' 行起的内容' as subject,
        run_totals.passage_count as actual_value,
        case when documents.part_count > 1 then 'the document holds the texts of several units' end as reason
    from run_totals
    inner join prose
        on
            run_totals.document_id = prose.document_id
            and run_totals.prose_number = prose.prose_number
    inner join prose as originals
        on
            run_totals.document_id = originals.document_id
            and run_totals.prose_number - run_totals.distance = originals.prose_number
    left join documents on prose.document_id = documents.document_id

),

singles as (

    select
        'R130' as rule_id,
        document_id,
        min(narrative_passage_id) as narrative_passage_id,
        '全文段落' as subject,
        0 as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from first_mentions
    group by document_id
    having max(prose_number - first_number) = 0

),

unioned as (

    select * from repetitions
    union all
    select * from singles

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_passages' as fact_table,
        narrative_passage_id as fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
