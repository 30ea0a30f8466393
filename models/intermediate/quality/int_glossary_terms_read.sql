with

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

int_classes_listed as (

    select * from {{ ref('int_classes_listed') }}

),

stg_narrative_passages as (

    select * from {{ ref('stg_narrative_passages') }}

),

-- What stands before the first colon or 指 is the term; of 社会保障和就业支出（类）抚恤（款）死亡抚恤（项） the last name.
explained as (

    select
        stg_narrative_passages.document_id,
        stg_narrative_passages.narrative_passage_id,
        int_documents_identified.fiscal_year,
        regexp_replace(
            {{ first_match(fold_text('passage_text'), '^([^:。，]{2,60}?)(:|，?(是)?指|，?反映)') }},
            '^([(]?[0-9一二三四五六七八九十]{1,3}[)、.]|[⑴-⒇①-⑳])*["《]?|["》]$', ''{{ global_replace() }}
        ) as term
    from stg_narrative_passages
    inner join int_documents_identified on stg_narrative_passages.document_id = int_documents_identified.document_id
    where
        stg_narrative_passages.role = 'prose'
        and {{ has_match('stg_narrative_passages.section_text', '名词解释|专业名词|名词说明') }}

),

terms as (

    select
        document_id,
        narrative_passage_id,
        fiscal_year,
        term,
        {{ fold_class_name("coalesce(" ~ first_match('term', '[(][类款][)]([^()]+)([(][款项][)])?["]?$') ~ ", term)") }} as term_key
    from explained
    where term is not null

),

-- Years in which a functional class has the name.
named as (

    select
        terms.narrative_passage_id,
        max(int_classes_listed.class_name) as class_name,
        max(case
            when
                {{ is_valid_in('int_classes_listed', 'terms.fiscal_year') }}
                or (
                    terms.fiscal_year > {{ var('code_lists_end_year', 2024) }}
                    and int_classes_listed.valid_to_year is null
                )
                then 1
            else 0
        end) as valid_count,
        max(int_classes_listed.valid_to_year) as valid_to_year,
        min(case when int_classes_listed.is_certain then 1 else 0 end) as certain_count
    from terms
    inner join int_classes_listed
        on
            terms.term_key = int_classes_listed.class_key
            and int_classes_listed.row_kind = 'function'
    group by terms.narrative_passage_id

),

final as (

    select
        terms.narrative_passage_id,
        terms.document_id,
        terms.fiscal_year,
        terms.term,
        terms.term_key,
        named.class_name,
        coalesce(named.valid_count, 0) = 1 as is_valid,
        named.valid_to_year,
        coalesce(named.certain_count, 0) = 1 as is_certain
    from terms
    left join named on terms.narrative_passage_id = named.narrative_passage_id

)

select * from final
