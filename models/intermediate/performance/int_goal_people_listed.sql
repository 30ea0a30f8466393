{#- Figures of one goal that are read; real goals hold fewer. -#}
{%- set most_figures = 8 -%}
{%- set number = '[0-9]+(?:[.][0-9]+)?' -%}
{%- set near = '[^0-9⟨⟩,，。;；、()]{0,16}' -%}
{%- set people = '(人次|人|名|户|家)' -%}
with goals as (
    select * from {{ ref('stg_project_goals') }}
),

-- Each count becomes ⟨words:low:high:magnitude:more:unit:words⟩; prices, ages, ordinals and shares are blanked first. A text that
-- many forms print is read once.
marked as (
    select
        goal_text,
        {{ rewrite_text(fold_text('goal_text'), [
            ['[⟨⟩:]', ','],
            ['([0-9]),([0-9][0-9][0-9])', '$1$2'],
            ['每[0-9]+[户人名家][^0-9,，。;]{0,4}[0-9]+[人名]|第[0-9]+|[0-9.]+[万亿]?元/?每?[人户名家]?|每[0-9]*[人户名家]|人均|户均|[0-9.]+%|[0-9]+周?岁|[0-9]{4}年', '#'],
            ['[0-9]+(?:人大|人均|人民|位一体|名录|家庭)', '#'],
            ['(' ~ near ~ ')(?:(' ~ number ~ ')[-~至到])?(' ~ number ~ ')(万|千)?([余多来几]?)个?' ~ people ~ '(' ~ near ~ ')',
                '⟨$1:$2:$3:$4:$5:$6:$7⟩'],
            ['(?:^|⟩)[^⟨⟩]*(?:⟨|$)', ';']
        ]) }} as figures_text
    from (
        select distinct goal_text
        from {{ ref('stg_project_goals') }}
    ) as goal_texts
),

positions as (
    {% for position in range(1, most_figures + 1) %}
    select {{ position }} as figure_number
    {%- if not loop.last %}
    union all
    {%- endif %}
    {% endfor %}
),

split as (
    select
        goals.project_goal_id,
        goals.project_id,
        goals.horizon,
        goals.goal_text,
        goals.page_number,
        goals.line_number,
        goals.table_number,
        goals.row_number,
        positions.figure_number,
        split_part(marked.figures_text, ';', positions.figure_number + 1) as figure_text
    from goals
    inner join marked on goals.goal_text = marked.goal_text
    cross join positions
),

figures as (
    select
        *,
        {%- for part in ['words_before', 'low_text', 'high_text', 'magnitude', 'more_text', 'unit_text', 'words_after'] %}
        split_part(figure_text, ':', {{ loop.index }}) as {{ part }},
        {%- endfor %}
        case split_part(figure_text, ':', 4) when '万' then 10000 when '千' then 1000 else 1 end as factor
    from split
    where figure_text like '%:%'
),

final as (
    select
        'goal_text' as source_type,
        project_goal_id as source_id,
        cast(null as {{ dbt.type_string() }}) as indicator_target_id,
        project_id,
        horizon,
        figure_number,
        case unit_text when '人次' then 'person_time' when '户' then 'household' when '家' then 'organisation' else 'person' end as counted_unit,
        try_cast(coalesce(nullif(low_text, ''), high_text) as decimal(20, 4)) * factor as low_count,
        try_cast(high_text as decimal(20, 4)) * factor as high_count,
        case
            when low_text != '' then 'range'
            when {{ has_match('words_before', '(约|近|大约|大概)$') }} or {{ has_match('words_after', '^左右') }} then 'about'
            when {{ has_match('words_before', '(不超过|不多于|不高于|≤|<|最多|控制在)$') }} or {{ has_match('words_after', '^(以内|以下)') }} then 'at_most'
            when
                more_text != '' or {{ has_match('words_before', '(不少于|不低于|至少|≥|>|超过)$') }}
                or {{ has_match('words_after', '^(及?以上)') }}
                then 'at_least'
            else 'exact'
        end as bound_type,
        case when {{ has_match('words_after', '[一-龥]{4}') }} or length(words_after) > length(words_before) then words_after else words_before end
            as counted_name,
        words_before || ' ' || words_after as role_text,
        case when low_text != '' then low_text || '-' else '' end || high_text || magnitude || more_text || unit_text as count_text,
        goal_text as source_text,
        false as is_contradicted,
        page_number,
        line_number,
        table_number,
        row_number
    from figures
)

select * from final
