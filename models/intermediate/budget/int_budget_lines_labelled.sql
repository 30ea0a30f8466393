{{ config(materialized='view') }}

{%- set numerals = '[一二三四五六七八九十]+' -%}

with int_budget_cells_phased as (

    select * from {{ ref('int_budget_cells_phased') }}

),

-- The cells of a row repeat what the row says.
printed_rows as (

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
        coalesce(full_code, row_code) as full_code,
        row_name,
        agency_key,
        agency_code as printed_agency_code,
        agency_text,
        min(page_number) as page_number,
        min(line_number) as line_number
    from int_budget_cells_phased
    group by
        budget_line_id, printed_line_id, budget_table_id, side, row_number, phase, is_main_phase, row_kind, row_code,
        coalesce(full_code, row_code), row_name, agency_key, agency_code, agency_text

),

-- Names of rows repeat in every table, so each is read once.
row_names as (

    select distinct coalesce(row_name, '') as name_key
    from printed_rows

),

names as (

    select
        name_key,
        {{ fold_text('name_key') }} as folded_name
    from row_names

),

-- 一、 is depth 1, （一） depth 2, 1. depth 3, (1) or ① depth 4; the row label is the name without them.
enumerated as (

    select
        name_key,
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
    from names

),

labelled as (

    select
        *,
        case
            when {{ has_match('row_label', '^(收入|支出|收支|预算)*总(计|额)$') }} then 'grand_total'
            when {{ has_match('row_label', '^(收入|支出|收支|预算)*合计$') }} then 'total'
            when {{ has_match('row_label', '^(本年|当年|本年度)(收入|支出)(预算)?(合计|小计|总计)?$') }} then 'year_total'
            when {{ has_match('row_label', '(小计|合计)$') }} then 'subtotal'
        end as named_role
    from enumerated

),

final as (

    select
        printed_rows.budget_line_id,
        printed_rows.printed_line_id,
        printed_rows.budget_table_id,
        printed_rows.side,
        printed_rows.row_number,
        printed_rows.phase,
        printed_rows.is_main_phase,
        printed_rows.row_kind,
        printed_rows.row_code,
        printed_rows.full_code,
        printed_rows.row_name,
        printed_rows.agency_key,
        printed_rows.printed_agency_code,
        printed_rows.agency_text,
        labelled.row_label,
        labelled.enumerator_depth,
        case
            when printed_rows.full_code is not null then null
            when printed_rows.row_kind = 'agency' and printed_rows.agency_key is not null then null
            else labelled.named_role
        end as total_role,
        labelled.is_of_which,
        printed_rows.page_number,
        printed_rows.line_number
    from printed_rows
    inner join labelled on coalesce(printed_rows.row_name, '') = labelled.name_key

)

select * from final
