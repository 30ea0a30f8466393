{#- What a folded text may say of a period. Years stand in the groups that the comments name. -#}
{%- set year = '((?:19|20)[0-9][0-9])' -%}
{%- set to = '[-~至到]+' -%}
{%- set day = '(?:([0-9]{1,2})[日号])?' -%}
{%- set months = year ~ '年?[./-]?([0-9]{1,2})月?份?' ~ day ~ to ~ year ~ '年?[./-]?([0-9]{1,2})月份?' ~ day -%}
{%- set months_of_year = year ~ '年度?([0-9]{1,2})月?份?' ~ day ~ to ~ '([0-9]{1,2})月份?' ~ day -%}
{%- set months_alone = '(?:^|[^0-9年.])([0-9]{1,2})月?份?' ~ to ~ '([0-9]{1,2})月份?' -%}
{%- set school_years = year ~ '年?' ~ to ~ year ~ '(?:学年|年学年)' -%}
{%- set years = year ~ '年?度?(?:(?:' ~ to ~ '|[、和及])(?:19|20)[0-9][0-9]年?度?)*(?:' ~ to ~ '|[、和及])' ~ year -%}
{%- set whole_year = year ~ '(?:年度?)?(?:[^年度0-9./-]|$)' -%}
{%- set part_of_year = '(上半年|下半年|前三季度|第?[一二三四1-4]季度|[0-9]{1,2}月份)' -%}
with projects as (
    select * from {{ ref('int_projects_identified') }}
),

-- The form's own field wins over the name. Years of notices, of laws and of who is meant (1995年前退休) cover nothing.
texts as (
    select
        project_id,
        fiscal_year,
        case when {{ has_match('period_text', '(19|20)[0-9][0-9]') }} then 'period_field' else 'name' end as source_type,
        {{ rewrite_text("case when " ~ has_match('period_text', '(19|20)[0-9][0-9]') ~ " then " ~ fold_text('period_text') ~ " else name_folded end", [
            ['年前三季度', '年1-9月'],
            ['(?:(?:19|20)[0-9][0-9]年?-)?[一-龥]{0,7}[[(](?:19|20)[0-9][0-9]年?[])]第?[0-9、,号]*号', '#'],
            ['《[^《》]*》', '#'],
            ['[0-9]{2,4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?(?:以|之)?[前后来](?:[^0-9]|$)', '#'],
            ['[0-9]{2,4}年代', '#'],
            ['(?:(?:19|20)[0-9][0-9])届|[0-9]+届', '#'],
        ]) }} as period_text
    from projects
),

found as (
    select
        *,
        {{ first_match('period_text', months, 0) }} as months_text,
        {{ first_match('period_text', months_of_year, 0) }} as months_of_year_text,
        {{ first_match('period_text', months_alone, 0) }} as months_alone_text,
        {{ first_match('period_text', school_years, 0) }} as school_years_text,
        {{ first_match('period_text', years, 0) }} as years_text,
        {{ first_match('period_text', part_of_year) }} as part_text,
        {{ first_match('period_text', year) }} as year_text,
        {{ first_match('period_text', whole_year) }} as whole_year_text,
        {{ first_match('period_text', '(?:' ~ year ~ '年?度?)' ~ part_of_year, 0) }} as part_of_year_text,
        {{ first_match("regexp_replace(period_text, coalesce(" ~ first_match('period_text', year) ~ ", '#'), '#'" ~ global_replace() ~ ")", year) }}
            as other_year_text
    from texts
),

-- Start and end as year, month and day; a day is null where none is printed.
parts as (
    select
        project_id,
        fiscal_year,
        source_type,
        coalesce(months_text, months_of_year_text, school_years_text, years_text, part_of_year_text, part_text, months_alone_text, whole_year_text)
            as covered_text,
        months_text is not null or months_of_year_text is not null or part_text is not null
        or (months_alone_text is not null and school_years_text is null and years_text is null) as names_months,
        case
            when months_text is not null then {{ first_match('months_text', months, 1) }}
            when school_years_text is not null then {{ first_match('school_years_text', school_years, 1) }}
            when years_text is not null and months_of_year_text is null then {{ first_match('years_text', years, 1) }}
            when other_year_text is null then coalesce(year_text, cast(fiscal_year as {{ dbt.type_string() }}))
        end as start_year,
        case
            when months_text is not null then {{ first_match('months_text', months, 4) }}
            when school_years_text is not null then {{ first_match('school_years_text', school_years, 2) }}
            when years_text is not null and months_of_year_text is null then {{ first_match('years_text', years, 2) }}
            when other_year_text is null then coalesce(year_text, cast(fiscal_year as {{ dbt.type_string() }}))
        end as end_year,
        case
            when months_text is not null then {{ first_match('months_text', months, 2) }}
            when months_of_year_text is not null then {{ first_match('months_of_year_text', months_of_year, 2) }}
            when school_years_text is not null then '9'
            when years_text is not null then '1'
            when part_text in ('上半年', '前三季度') then '1'
            when part_text = '下半年' then '7'
            when {{ has_match('part_text', '[一1]季度') }} then '1'
            when {{ has_match('part_text', '[二2]季度') }} then '4'
            when {{ has_match('part_text', '[三3]季度') }} then '7'
            when {{ has_match('part_text', '[四4]季度') }} then '10'
            when part_text is not null then {{ first_match('part_text', '([0-9]+)月') }}
            when months_alone_text is not null then {{ first_match('months_alone_text', months_alone, 1) }}
            else '1'
        end as start_month,
        case
            when months_text is not null then {{ first_match('months_text', months, 5) }}
            when months_of_year_text is not null then {{ first_match('months_of_year_text', months_of_year, 4) }}
            when school_years_text is not null then '8'
            when years_text is not null then '12'
            when part_text = '上半年' then '6'
            when part_text = '前三季度' then '9'
            when part_text = '下半年' then '12'
            when {{ has_match('part_text', '[一1]季度') }} then '3'
            when {{ has_match('part_text', '[二2]季度') }} then '6'
            when {{ has_match('part_text', '[三3]季度') }} then '9'
            when {{ has_match('part_text', '[四4]季度') }} then '12'
            when part_text is not null then {{ first_match('part_text', '([0-9]+)月') }}
            when months_alone_text is not null then {{ first_match('months_alone_text', months_alone, 2) }}
            else '12'
        end as end_month,
        coalesce({{ first_match('months_text', months, 3) }}, {{ first_match('months_of_year_text', months_of_year, 3) }}) as start_day,
        coalesce({{ first_match('months_text', months, 6) }}, {{ first_match('months_of_year_text', months_of_year, 5) }}) as end_day,
        year_text is null as takes_fiscal_year,
        -- A heating season runs over two years without filling them; years that are listed must follow one another.
        years_text is not null and months_text is null and months_of_year_text is null and school_years_text is null
        and (
            {{ has_match('period_text', '采暖|供暖|取暖|供热') }}
            or (
                not {{ has_match('years_text', to) }}
                and cast({{ first_match('years_text', years, 2) }} as integer) - cast({{ first_match('years_text', years, 1) }} as integer)
                > length(years_text) - length({{ rewrite_text('years_text', [['[、和及]', '']]) }})
            )
        ) as is_unclear
    from found
),

dated as (
    select
        *,
        try_cast(start_year || '-' || lpad(start_month, 2, '0') || '-' || lpad(coalesce(start_day, '1'), 2, '0') as date) as start_date,
        try_cast(end_year || '-' || lpad(end_month, 2, '0') || '-' || lpad(end_day, 2, '0') as date) as printed_end_date,
        coalesce(
            {%- for last_day in [31, 30, 29, 28] %}
            try_cast(end_year || '-' || lpad(end_month, 2, '0') || '-{{ last_day }}' as date){{ ',' if not loop.last }}
            {%- endfor %}
        ) as month_end_date,
        (cast(end_year as integer) - cast(start_year as integer)) * 12 + cast(end_month as integer) - cast(start_month as integer) + 1
            as month_count
    from parts
    where covered_text is not null and not is_unclear
),

-- A period ends after it begins and lasts at most ten years; anything else was another kind of figure.
final as (
    select
        project_id,
        start_date as covered_start_date,
        coalesce(printed_end_date, month_end_date) as covered_end_date,
        case
            when coalesce(start_day, '1') in ('1', '01') and (end_day is null or printed_end_date = month_end_date)
                then cast(month_count as integer)
        end as covered_months,
        covered_text as covered_period_text,
        case when source_type = 'name' and takes_fiscal_year then 'name_and_fiscal_year' else source_type end as covered_period_basis,
        names_months as has_covered_months
    from dated
    where start_date <= coalesce(printed_end_date, month_end_date) and month_count between 1 and 120
)

select * from final
