with stg_budget_cells as (

    select * from {{ ref('stg_budget_cells') }}

),

int_budget_tables_resolved as (

    select * from {{ ref('int_budget_tables_resolved') }}

),

-- Columns repeat in every table, so each is read once. 上年结转 is this year's money; 上年预算数 or an earlier year over a column is not.
column_paths as (

    select
        column_path,
        {{ has_match('column_path', '上年|上一年|去年') }} as names_prior_year,
        cast({{ first_match('column_path', '(20[0-9][0-9])年') }} as integer) as column_year
    from stg_budget_cells
    where not {{ has_match('column_path', '结转|结余|增减|比上年|同比') }}
    group by column_path

),

dated as (

    select
        stg_budget_cells.budget_line_id as printed_line_id,
        stg_budget_cells.document_id,
        int_budget_tables_resolved.budget_table_id,
        stg_budget_cells.side,
        stg_budget_cells.row_number,
        stg_budget_cells.row_kind,
        stg_budget_cells.row_code,
        stg_budget_cells.full_code,
        stg_budget_cells.row_name,
        coalesce(stg_budget_cells.agency_code, {{ fold_text('stg_budget_cells.agency_text') }}) as agency_key,
        stg_budget_cells.agency_code,
        stg_budget_cells.agency_text,
        stg_budget_cells.column_number,
        stg_budget_cells.column_path,
        stg_budget_cells.column_concept,
        stg_budget_cells.column_basis,
        stg_budget_cells.value_text,
        int_budget_tables_resolved.phase as table_phase,
        int_budget_tables_resolved.unit_factor,
        case
            when
                coalesce(stg_budget_cells.phase, '') = 'prior_year'
                or column_paths.names_prior_year
                or column_paths.column_year < int_budget_tables_resolved.fiscal_year
                then 'prior_year'
            else coalesce(stg_budget_cells.phase, int_budget_tables_resolved.phase)
        end as phase,
        stg_budget_cells.page_number,
        stg_budget_cells.line_number
    from stg_budget_cells
    inner join int_budget_tables_resolved
        on
            stg_budget_cells.document_id = int_budget_tables_resolved.document_id
            and stg_budget_cells.table_number = int_budget_tables_resolved.table_number
    left join column_paths on stg_budget_cells.column_path = column_paths.column_path

),

lines_of_other_phases as (

    select distinct printed_line_id
    from dated
    where phase <> table_phase

),

lines_of_both as (

    select distinct dated.printed_line_id
    from dated
    inner join lines_of_other_phases on dated.printed_line_id = lines_of_other_phases.printed_line_id
    where dated.phase = dated.table_phase

),

-- Every printed row is a line of its table's phase, even where it prints figures of other phases only.
blank_lines as (

    select
        dated.printed_line_id,
        dated.document_id,
        dated.budget_table_id,
        dated.side,
        dated.row_number,
        dated.row_kind,
        min(dated.row_code) as row_code,
        min(dated.full_code) as full_code,
        min(dated.row_name) as row_name,
        min(dated.agency_key) as agency_key,
        min(dated.agency_code) as agency_code,
        min(dated.agency_text) as agency_text,
        cast(null as integer) as column_number,
        cast(null as {{ dbt.type_string() }}) as column_path,
        cast(null as {{ dbt.type_string() }}) as column_concept,
        cast(null as {{ dbt.type_string() }}) as column_basis,
        cast(null as {{ dbt.type_string() }}) as value_text,
        dated.table_phase,
        max(dated.unit_factor) as unit_factor,
        dated.table_phase as phase,
        min(dated.page_number) as page_number,
        min(dated.line_number) as line_number
    from dated
    left join lines_of_both on dated.printed_line_id = lines_of_both.printed_line_id
    where dated.phase <> dated.table_phase and lines_of_both.printed_line_id is null
    group by
        dated.printed_line_id, dated.document_id, dated.budget_table_id, dated.side, dated.row_number, dated.row_kind, dated.table_phase

),

united as (

    select * from dated
    union all
    select * from blank_lines

),

final as (

    select
        printed_line_id || case when phase = table_phase then '' else '-' || phase end as budget_line_id,
        printed_line_id,
        document_id,
        budget_table_id,
        side,
        row_number,
        phase,
        phase = table_phase as is_main_phase,
        row_kind,
        row_code,
        full_code,
        row_name,
        agency_key,
        agency_code,
        agency_text,
        column_number,
        column_path,
        column_concept,
        column_basis,
        value_text,
        unit_factor,
        page_number,
        line_number
    from united

)

select * from final
