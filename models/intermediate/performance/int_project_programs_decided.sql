{#- A name that joins the running of the agency to something else: 高龄津贴及工作经费. -#}
{%- set joined_pattern = '[及和与、;][^及和与、;]{0,8}(工作|业务|办公|运转|运行|激励|代发)[^及和与、;]{0,4}(经费|费|项目)' -%}

with judged as (
    select * from {{ ref('int_project_programs_judged') }}
),

-- What the name says of a project, and of one programme.
named as (
    select
        project_id,
        program_id,
        max(case when verdict = 'matched' then 1 else 0 end) as is_matched,
        max(case when verdict = 'excluded_words' then 1 else 0 end) as is_excluded,
        max(case when verdict = 'matched' and not is_generic then 1 else 0 end) as is_specific
    from judged
    where evidence_place = 'name'
    group by project_id, program_id
),

decisive_names as (
    select
        project_id,
        max(is_specific) as is_specific
    from named
    group by project_id
),

settled as (
    select
        judged.*,
        case
            when judged.verdict <> 'matched' then judged.verdict
            when superiors.is_matched = 1 then 'yields'
            when
                judged.is_generic and decisive_names.is_specific = 1
                and not {{ has_match('judged.name_folded', joined_pattern) }}
                then 'yields'
            when judged.evidence_place = 'name' then 'matched'
            when decisive_names.is_specific = 1 then 'name_decides'
            when named.is_excluded = 1 and named.is_matched = 0 then 'excluded_words'
            else 'matched'
        end as settled_verdict,
        greatest(
            1,
            case judged.confidence when 'high' then 3 when 'medium' then 2 else 1 end
            - case when judged.evidence_place = 'name' then 0 else 1 end
        ) as base_rank
    from judged
    left join named
        on
            judged.project_id = named.project_id
            and judged.program_id = named.program_id
    left join named as superiors
        on
            judged.project_id = superiors.project_id
            and judged.yields_to_program_id = superiors.program_id
    left join decisive_names on judged.project_id = decisive_names.project_id
),

ranked as (
    select
        *,
        case
            when evidence_place <> 'name' then base_rank
            when supporting_words is not null then least(3, base_rank + 1)
            when document_functional_code is not null then greatest(2, base_rank)
            else base_rank
        end as confidence_rank,
        case settled_verdict
            when 'matched' then 1
            when 'yields' then 2
            when 'context_missing' then 3
            when 'excluded_words' then 4
            when 'name_decides' then 5
            when 'words_missing' then 6
            when 'copied_text' then 7
            else 8
        end as verdict_rank,
        case evidence_place when 'name' then 1 when 'goal' then 2 else 3 end as place_rank
    from settled
),

best as (
    select
        *,
        row_number() over (
            partition by project_id, program_id
            order by verdict_rank asc, place_rank asc, confidence_rank desc, program_rule_id asc, evidence_text asc
        ) as choice
    from ranked
),

counted as (
    select
        project_id,
        sum(case when settled_verdict = 'matched' then 1 else 0 end) as program_count
    from best
    where choice = 1
    group by project_id
),

final as (
    select
        best.project_id,
        best.program_id,
        best.program_rule_id,
        best.settled_verdict as verdict,
        best.verdict_rank * 10 + best.place_rank as nearness_rank,
        case when best.settled_verdict = 'matched' then case when counted.program_count = 1 then 'whole' else 'unknown' end end
            as share_basis,
        case best.confidence_rank when 3 then 'high' when 2 then 'medium' else 'low' end as confidence,
        best.is_judgement,
        best.evidence_place,
        best.word
        || coalesce(' + ' || nullif(best.required_words, best.word), '')
        || case
            when best.supporting_words <> coalesce(best.required_words, best.word) then ' + ' || best.supporting_words
            else ''
        end as matched_words_text,
        best.excluding_words as excluding_words_text,
        best.evidence_text,
        best.context_text,
        best.document_functional_code as functional_code
    from best
    inner join counted on best.project_id = counted.project_id
    where best.choice = 1
)

select * from final
