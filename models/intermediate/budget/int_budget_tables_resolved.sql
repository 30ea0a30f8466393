with stg_budget_tables as (

    select * from {{ ref('stg_budget_tables') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

agency_aliases as (

    select * from {{ ref('agency_aliases') }}

),

units as (

    select * from {{ ref('units') }}

),

unit_aliases as (

    select * from {{ ref('unit_aliases') }}

),

currency_names as (

    select distinct
        {{ fold_text('unit_aliases.alias') }} as unit_text,
        units.unit_name,
        cast(units.factor as decimal(12, 2)) as unit_factor
    from unit_aliases
    inner join units on unit_aliases.unit_id = units.unit_id
    where units.dimension = 'currency'

),

headed as (

    select
        stg_budget_tables.*,
        regexp_replace(
            {{ fold_text('stg_budget_tables.declared_unit_text') }},
            '^[(]?(金额)?(单位)?:?(人民币)?|[)]$',
            ''{{ global_replace() }}
        ) as unit_text,
        {{ agency_code('stg_budget_tables.agency_text') }} as agency_code,
        {{ agency_name('stg_budget_tables.agency_text') }} as printed_agency_name,
        int_documents_identified.agency_name as document_agency_name,
        int_documents_identified.region_code,
        int_documents_identified.fiscal_year
    from stg_budget_tables
    inner join int_documents_identified on stg_budget_tables.document_id = int_documents_identified.document_id

),

document_units as (

    select
        headed.document_id,
        min(currency_names.unit_name) as unit_name,
        min(currency_names.unit_factor) as unit_factor
    from headed
    inner join currency_names on headed.unit_text = currency_names.unit_text
    group by headed.document_id
    having count(distinct currency_names.unit_name) = 1

),

final as (

    select
        headed.budget_table_id,
        headed.document_id,
        headed.table_number,
        headed.statement,
        headed.phase,
        headed.title_text,
        headed.agency_code,
        coalesce(agency_aliases.agency_name, headed.printed_agency_name, headed.document_agency_name) as agency_name,
        headed.declared_unit_text as declared_unit,
        -- A declared unit that is not known is not replaced by the other tables' unit.
        coalesce(
            currency_names.unit_name, case when headed.declared_unit_text is null then document_units.unit_name end
        ) as applied_unit,
        coalesce(
            currency_names.unit_factor, case when headed.declared_unit_text is null then document_units.unit_factor end
        ) as unit_factor,
        case
            when currency_names.unit_name is not null then 'declared'
            when headed.declared_unit_text is null and document_units.unit_name is not null then 'inferred'
            else 'unknown'
        end as unit_basis,
        headed.region_code,
        headed.fiscal_year,
        headed.page_number,
        headed.line_number
    from headed
    left join agency_aliases
        on
            headed.region_code = agency_aliases.region_code
            and headed.printed_agency_name = agency_aliases.printed_name
    left join currency_names on headed.unit_text = currency_names.unit_text
    left join document_units on headed.document_id = document_units.document_id

)

select * from final
