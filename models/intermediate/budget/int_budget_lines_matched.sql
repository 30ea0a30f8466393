with int_budget_lines_labelled as (

    select * from {{ ref('int_budget_lines_labelled') }}

),

int_budget_tables_resolved as (

    select * from {{ ref('int_budget_tables_resolved') }}

),

revenue_sources as (

    select * from {{ ref('revenue_sources') }}

),

functional_classes as (

    select * from {{ ref('functional_classes') }}

),

agency_aliases as (

    select * from {{ ref('agency_aliases') }}

),

matched_priorities as (

    select
        int_budget_lines_labelled.budget_line_id,
        min(revenue_sources.priority) as priority
    from int_budget_lines_labelled
    inner join revenue_sources on int_budget_lines_labelled.row_label like revenue_sources.name_pattern
    where int_budget_lines_labelled.row_kind = 'revenue_source' and int_budget_lines_labelled.total_role is null
    group by int_budget_lines_labelled.budget_line_id

),

matched_sources as (

    select distinct
        matched_priorities.budget_line_id,
        revenue_sources.revenue_source,
        revenue_sources.parent_source
    from matched_priorities
    inner join revenue_sources on matched_priorities.priority = revenue_sources.priority

),

fiscal_years as (

    select distinct fiscal_year from int_budget_tables_resolved

),

valid_classes as (

    select
        fiscal_years.fiscal_year,
        functional_classes.functional_code,
        regexp_replace({{ fold_text('functional_classes.functional_name') }}, '支出$', '') as class_label
    from fiscal_years
    inner join functional_classes on {{ is_valid_in('functional_classes', 'fiscal_years.fiscal_year') }}
    where functional_classes.level = 'class'

),

matched_classes as (

    select
        fiscal_year,
        class_label,
        min(functional_code) as functional_code
    from valid_classes
    group by fiscal_year, class_label
    having count(distinct functional_code) = 1

),

-- A row names its agency itself, or stands among the rows of one.
agencies_named as (

    select
        *,
        coalesce(agency_text, case when row_kind = 'agency' then row_name end) as printed_agency_text
    from int_budget_lines_labelled

),

joined as (

    select
        agencies_named.*,
        matched_sources.revenue_source,
        matched_sources.parent_source,
        coalesce(agencies_named.full_code, matched_classes.functional_code) as named_code,
        case
            when agencies_named.row_kind not in ('function', 'expenditure_name') then null
            when agencies_named.full_code is not null then 'printed'
            when matched_classes.functional_code is not null then 'matched_by_name'
        end as functional_code_basis,
        case
            when agencies_named.total_role is null
                then coalesce(agency_aliases.agency_name, {{ agency_name('agencies_named.printed_agency_text') }})
        end as row_agency_name
    from agencies_named
    inner join int_budget_tables_resolved
        on agencies_named.budget_table_id = int_budget_tables_resolved.budget_table_id
    left join matched_sources on agencies_named.budget_line_id = matched_sources.budget_line_id
    left join matched_classes
        on
            int_budget_tables_resolved.fiscal_year = matched_classes.fiscal_year
            and agencies_named.row_kind in ('expenditure_name', 'function')
            and agencies_named.full_code is null
            and regexp_replace(agencies_named.row_label, '支出$', '') = matched_classes.class_label
    left join agency_aliases
        on
            int_budget_tables_resolved.region_code = agency_aliases.region_code
            and {{ agency_name('agencies_named.printed_agency_text') }} = agency_aliases.printed_name

),

-- A class of other names below it may bear its name again (其他支出): the first is the class.
named_again as (

    select
        budget_line_id,
        row_number() over (
            partition by budget_table_id, side, phase, agency_key, named_code
            order by row_number
        ) as occurrence
    from joined
    where functional_code_basis = 'matched_by_name'

),

final as (

    select
        joined.*,
        case when joined.row_kind <> 'function' or coalesce(named_again.occurrence, 1) = 1 then joined.named_code end as class_code
    from joined
    left join named_again on joined.budget_line_id = named_again.budget_line_id

)

select * from final
