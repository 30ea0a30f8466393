with expenditures as (
    select * from {{ ref('sum_functional_expenditures') }}
),

classes as (
    select * from {{ ref('dim_functional_classes') }}
),

sections as (
    select
        region_code,
        region_name,
        fiscal_year,
        agency_id,
        agency_name,
        class_code,
        section_code,
        cast(sum(total_amount_cny) as decimal(18, 2)) as total_amount_cny,
        cast(sum(basic_amount_cny) as decimal(18, 2)) as basic_amount_cny,
        cast(sum(project_amount_cny) as decimal(18, 2)) as project_amount_cny,
        min(statement_basis) as statement_basis
    from expenditures
    group by region_code, region_name, fiscal_year, agency_id, agency_name, class_code, section_code
),

class_names as (
    select
        functional_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year,
        max(functional_name) as functional_name
    from classes
    where level != 'item'
    group by functional_code, valid_from_year, coalesce(valid_to_year, 9999)
),

final as (
    select
        {{ surrogate_key(['sections.region_code', 'sections.fiscal_year', 'sections.agency_id', 'sections.section_code']) }}
            as function_share_id,
        sections.region_code,
        sections.region_name,
        sections.fiscal_year,
        sections.agency_id,
        sections.agency_name,
        sections.class_code,
        class_labels.functional_name as class_name,
        sections.section_code,
        section_labels.functional_name as section_name,
        sections.total_amount_cny,
        sections.basic_amount_cny,
        sections.project_amount_cny,
        cast(
            sections.total_amount_cny / nullif(sum(sections.total_amount_cny) over (
                partition by sections.region_code, sections.fiscal_year, sections.agency_id
            ), 0) as decimal(18, 6)
        ) as agency_share_ratio,
        cast(
            sections.total_amount_cny / nullif(sum(sections.total_amount_cny) over (
                partition by sections.region_code, sections.fiscal_year
            ), 0) as decimal(18, 6)
        ) as region_share_ratio,
        sections.statement_basis
    from sections
    left join class_names as class_labels
        on
            sections.class_code = class_labels.functional_code
            and sections.fiscal_year between class_labels.valid_from_year and class_labels.valid_to_year
    left join class_names as section_labels
        on
            sections.section_code = section_labels.functional_code
            and sections.fiscal_year between section_labels.valid_from_year and section_labels.valid_to_year
)

select * from final
