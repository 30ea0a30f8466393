{#- Figures of one goal that are looked at; real goals hold fewer. -#}
{%- set most_figures = 12 -%}
{%- set number = '([0-9]+(?:[.][0-9]+)?)' -%}
{%- set about = '([余多]?)' -%}
with

int_goals_described as (

    select * from {{ ref('int_goals_described') }}

),

-- Each figure becomes ⟨kind:figure:magnitude:words⟩; prices, ordinals and what recurs are left out first. A text that many forms
-- print is read once.
marked as (

    select
        folded_goal,
        {{ rewrite_text('folded_goal', [
            ['[⟨⟩]', ''],
            ['([0-9]),([0-9][0-9][0-9])', '$1$2'],
            ['(每|人均|户均)[^0-9,，。;]{0,8}' ~ number ~ '[万千]?(元|次|场|期|批)', '#'],
            [number ~ '[万千]?元[/每][^0-9,，。;]', '#'],
            ['第[0-9]+[^0-9]', '#'],
            ['(撬动|带动|引进|吸引|争取|社会资本|社会投资|总投资|产值|收入|贷款)[^0-9,，。;]{0,10}' ~ number ~ '[万亿]?元', '#'],
            ['([一-龥()]{2,14}[率度]|[一-龥()]{2,14}比例)(?:达到|达|为|在|保持|不低于|不少于|高于|超过|至|≥|>|=|:)*' ~ number ~ '%',
                '⟨rate:$2::$1⟩'],
            [number ~ '(万|千|亿)?' ~ about ~ '人次', '⟨person_event:$1:$2:$3⟩'],
            [number ~ '(万|千|亿)?' ~ about ~ '个?[名位人]', '⟨person:$1:$2:$3⟩'],
            [number ~ '(万|千|亿)?' ~ about ~ '[次场]', '⟨event:$1:$2:$3⟩'],
            ['(?:资金|经费|预算|投入|投资|安排|总额|金额|拨付)[^0-9,，。;]{0,6}' ~ number ~ '(万|千|亿)?元', '⟨money:$1:$2:⟩'],
            ['(?:^|⟩)[^⟨⟩]*(?:⟨|$)', ';']
        ]) }} as figures_text
    from (
        select distinct folded_goal
        from {{ ref('int_goals_described') }}
    ) as folded_goals

),

positions as (

    {% for position in range(1, most_figures + 1) %}
    select {{ position }} as figure_number
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

split as (

    select
        int_goals_described.project_goal_id,
        int_goals_described.project_id,
        int_goals_described.document_id,
        int_goals_described.horizon,
        int_goals_described.goal_subject,
        positions.figure_number,
        split_part(marked.figures_text, ';', positions.figure_number + 1) as figure_text
    from int_goals_described
    inner join marked on int_goals_described.folded_goal = marked.folded_goal
    cross join positions

),

valued as (

    select
        project_goal_id,
        project_id,
        document_id,
        horizon,
        goal_subject,
        figure_number,
        split_part(figure_text, ':', 1) as figure_kind,
        try_cast(split_part(figure_text, ':', 2) as decimal(20, 5))
        * case split_part(figure_text, ':', 3) when '万' then 10000 when '千' then 1000 when '亿' then 100000000 else 1 end
            as figure_value,
        {{ measure_last_place("try_cast(split_part(figure_text, ':', 2) as decimal(20, 5))") }}
        * case split_part(figure_text, ':', 3) when '万' then 10000 when '千' then 1000 when '亿' then 100000000 else 0 end
            as figure_step,
        split_part(figure_text, ':', 4) as figure_words,
        split_part(figure_text, ':', 2) || split_part(figure_text, ':', 3) as printed_text
    from split
    where figure_text like '%:%'

),

-- A figure that a goal repeats is listed once.
final as (

    select
        project_goal_id,
        project_id,
        document_id,
        horizon,
        goal_subject,
        figure_kind,
        figure_value,
        figure_step,
        figure_words,
        printed_text,
        min(figure_number) as figure_number
    from valued
    where figure_value is not null
    group by
        project_goal_id,
        project_id,
        document_id,
        horizon,
        goal_subject,
        figure_kind,
        figure_value,
        figure_step,
        figure_words,
        printed_text

)

select * from final
