{#-
  CTEs that end with code_parents: by budget line the last row above it whose code its own begins with. Codes of agencies and of
  functions do not nest, nor do the rows of two agencies; those of an agency may stand under a row of none. No row meets all
  others of its table: each looks up the beginnings of its code in the order of the rows.
-#}
{%- macro find_code_parents(lines, printed_side) -%}
coded as (

    select
        budget_line_id,
        {{ printed_side }},
        row_number,
        row_kind in ('function', 'economic', 'agency') as can_nest,
        case when row_kind = 'agency' then 'agency' else 'class' end as code_kind,
        case when row_kind <> 'agency' then agency_key end as agency_key,
        full_code
    from {{ lines }}
    where full_code is not null

),

code_lengths as (

    select distinct
        {{ printed_side }},
        code_kind,
        length(full_code) as code_length
    from coded

),

-- The beginnings of a code that are as long as a code of its side.
code_beginnings as (

    select
        coded.budget_line_id,
        coded.budget_table_id,
        coded.side,
        coded.phase,
        coded.row_number,
        coded.code_kind,
        coded.agency_key,
        substr(coded.full_code, 1, code_lengths.code_length) as full_code
    from coded
    inner join code_lengths
        on
            coded.budget_table_id = code_lengths.budget_table_id
            and coded.side = code_lengths.side
            and coded.phase = code_lengths.phase
            and coded.code_kind = code_lengths.code_kind
            and length(coded.full_code) > code_lengths.code_length
    where coded.can_nest

),

code_places as (

    select
        cast(null as {{ dbt.type_string() }}) as budget_line_id,
        {{ printed_side }},
        row_number,
        row_number as parent_row_number,
        code_kind,
        agency_key,
        full_code
    from coded
    union all
    select
        budget_line_id,
        {{ printed_side }},
        row_number,
        null as parent_row_number,
        code_kind,
        agency_key,
        full_code
    from code_beginnings
    union all
    select
        budget_line_id,
        {{ printed_side }},
        row_number,
        null as parent_row_number,
        code_kind,
        null as agency_key,
        full_code
    from code_beginnings
    where agency_key is not null

),

code_places_above as (

    select
        budget_line_id,
        max(parent_row_number) over (
            partition by {{ printed_side }}, code_kind, agency_key, full_code
            order by row_number rows between unbounded preceding and current row
        ) as parent_row_number
    from code_places

),

code_parents as (

    select
        budget_line_id,
        max(parent_row_number) as parent_row_number
    from code_places_above
    where budget_line_id is not null
    group by budget_line_id

)
{%- endmacro -%}
