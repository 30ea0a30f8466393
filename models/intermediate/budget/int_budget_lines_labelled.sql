{%- set numerals = '[一二三四五六七八九十]+' -%}

with int_budget_cells_phased as (

    select * from {{ ref('int_budget_cells_phased') }}

),

printed_rows as (

    select
        budget_line_id,
        printed_line_id,
        budget_table_id,
        side,
        row_number,
        phase,
        is_main_phase,
        min(row_kind) as row_kind,
        min(row_code) as row_code,
        min(coalesce(full_code, row_code)) as full_code,
        min(row_name) as row_name,
        min(agency_key) as agency_key,
        min(agency_code) as printed_agency_code,
        min(agency_text) as agency_text,
        coalesce({{ fold_text('min(row_name)') }}, '') as folded_name,
        min(page_number) as page_number,
        min(line_number) as line_number
    from int_budget_cells_phased
    group by budget_line_id, printed_line_id, budget_table_id, side, row_number, phase, is_main_phase

),

-- 一、 is depth 1, （一） depth 2, 1. depth 3, (1) or ① depth 4; the row label is the name without them.
enumerated as (

    select
        *,
        case
            when {{ has_match('folded_name', '^(其中:)?' ~ numerals ~ '[、.,]') }} then 1
            when {{ has_match('folded_name', '^(其中:)?[(]' ~ numerals ~ '[)]') }} then 2
            when {{ has_match('folded_name', '^(其中:)?[0-9]+[、.,]') }} then 3
            when {{ has_match('folded_name', '^(其中:)?([(][0-9]+[)]|[①②③④⑤⑥⑦⑧⑨⑩])') }} then 4
        end as enumerator_depth,
        regexp_replace(
            folded_name,
            '^(其中:)?({{ numerals }}[、.,]|[(]{{ numerals }}[)]|[0-9]+[、.,]|[(][0-9]+[)]|[①②③④⑤⑥⑦⑧⑨⑩])?(其中:|加:|减:)?',
            ''
        ) as row_label,
        {{ has_match('folded_name', '^[^:]{0,4}其中:') }} as is_of_which
    from printed_rows

),

final as (

    select
        budget_line_id,
        printed_line_id,
        budget_table_id,
        side,
        row_number,
        phase,
        is_main_phase,
        row_kind,
        row_code,
        full_code,
        row_name,
        agency_key,
        printed_agency_code,
        agency_text,
        row_label,
        enumerator_depth,
        case
            when full_code is not null then null
            when row_kind = 'agency' and agency_key is not null then null
            when {{ has_match('row_label', '^(收入|支出|收支|预算)*总(计|额)$') }} then 'grand_total'
            when {{ has_match('row_label', '^(收入|支出|收支|预算)*合计$') }} then 'total'
            when {{ has_match('row_label', '^(本年|当年|本年度)(收入|支出)(预算)?(合计|小计|总计)?$') }} then 'year_total'
            when {{ has_match('row_label', '(小计|合计)$') }} then 'subtotal'
        end as total_role,
        is_of_which,
        page_number,
        line_number
    from enumerated

)

select * from final
