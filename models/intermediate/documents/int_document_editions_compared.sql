{#-
  Two files of one publisher, region, year, type and scope are editions of one disclosure only where one holds all that the other
  holds; files that share nothing are its parts. A superseded file is always covered by the one that supersedes it, and that one
  comes later in one total order (date, amount of content, key): so no chain of editions is without a current one.
-#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

budget_cells as (
    select * from {{ ref('stg_budget_cells') }}
),

budget_tables as (
    select * from {{ ref('int_budget_tables_resolved') }}
),

project_fundings as (
    select * from {{ ref('stg_project_fundings') }}
),

indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

narrative_claims as (
    select * from {{ ref('stg_narrative_claims') }}
),

-- What a document holds. A form without a name, and a table not understood, are like no other: they are never given up.
items as (
    select
        document_id,
        'project|' || coalesce(
            {{ fold_text('project_name') }} || '|' || coalesce({{ fold_text('implementing_unit_text') }}, ''),
            project_id
        ) as item
    from project_forms

    union

    select
        document_id,
        'statement|' || coalesce(
            statement || '|' || coalesce(agency_name, ''),
            document_id || '|' || cast(table_number as {{ dbt.type_string() }})
        ) as item
    from budget_tables
),

-- What the tables and forms print, to tell one of them in two formats from two under one title.
amounts as (
    select
        document_id,
        coalesce({{ fold_text('row_name') }}, '') || '|' || cast({{ to_number('value_text') }} as {{ dbt.type_string() }}) as amount
    from budget_cells
    where {{ to_number('value_text') }} is not null

    union

    select
        document_id,
        'funding|' || {{ fold_text('amount_text') }} as amount
    from project_fundings
    where amount_text is not null

    union

    select
        document_id,
        'indicator|' || coalesce({{ fold_text('indicator_name') }}, '') || '|' || {{ fold_text('target_text') }} as amount
    from indicator_rows
    where target_text is not null
),

claims as (
    select
        document_id,
        count(*) as claim_count
    from narrative_claims
    group by document_id
),

item_counts as (
    select
        document_id,
        count(*) as item_count
    from items
    group by document_id
),

amount_counts as (
    select
        document_id,
        count(*) as amount_count
    from amounts
    group by document_id
),

-- Without publisher, region or year nothing says that two files are of one disclosure.
measured as (
    select
        documents.document_id,
        documents.disclosure_id,
        documents.published_date,
        coalesce(documents.published_date, cast('0001-01-01' as date)) as ordering_date,
        item_counts.item_count,
        coalesce(amount_counts.amount_count, 0) as amount_count,
        coalesce(claims.claim_count, 0) as claim_count
    from documents
    inner join item_counts on documents.document_id = item_counts.document_id
    left join amount_counts on documents.document_id = amount_counts.document_id
    left join claims on documents.document_id = claims.document_id
    where
        documents.publisher_name is not null
        and documents.region_code is not null
        and documents.fiscal_year is not null
        and documents.document_type is not null
),

shared_items as (
    select
        items.document_id,
        other_items.document_id as other_document_id,
        count(*) as shared_item_count
    from items
    inner join measured on items.document_id = measured.document_id
    inner join measured as other_measured
        on
            measured.disclosure_id = other_measured.disclosure_id
            and measured.document_id != other_measured.document_id
    inner join items as other_items
        on
            other_measured.document_id = other_items.document_id
            and items.item = other_items.item
    group by items.document_id, other_items.document_id
),

shared_amounts as (
    select
        shared_items.document_id,
        shared_items.other_document_id,
        count(*) as shared_amount_count
    from shared_items
    inner join amounts on shared_items.document_id = amounts.document_id
    inner join amounts as other_amounts
        on
            shared_items.other_document_id = other_amounts.document_id
            and amounts.amount = other_amounts.amount
    group by shared_items.document_id, shared_items.other_document_id
),

compared as (
    select
        measured.document_id,
        other_measured.document_id as other_document_id,
        measured.item_count,
        shared_items.shared_item_count,
        shared_items.shared_item_count = measured.item_count
        and (measured.claim_count = 0 or other_measured.claim_count > 0)
        and 2 * coalesce(shared_amounts.shared_amount_count, 0) >= measured.amount_count as is_covered,
        measured.published_date is not null
        and other_measured.published_date is not null
        and measured.published_date != other_measured.published_date as is_dated,
        other_measured.ordering_date > measured.ordering_date
        or (
            other_measured.ordering_date = measured.ordering_date
            and (
                other_measured.item_count > measured.item_count
                or (
                    other_measured.item_count = measured.item_count
                    and (
                        other_measured.claim_count > measured.claim_count
                        or (
                            other_measured.claim_count = measured.claim_count
                            and other_measured.document_id < measured.document_id
                        )
                    )
                )
            )
        ) as is_later,
        other_measured.ordering_date as other_date,
        other_measured.item_count as other_item_count
    from shared_items
    inner join measured on shared_items.document_id = measured.document_id
    inner join measured as other_measured on shared_items.other_document_id = other_measured.document_id
    left join shared_amounts
        on
            shared_items.document_id = shared_amounts.document_id
            and shared_items.other_document_id = shared_amounts.other_document_id
),

ranked as (
    select
        document_id,
        other_document_id,
        is_dated,
        row_number() over (
            partition by document_id
            order by other_date desc, other_item_count desc, other_document_id asc
        ) as edition_rank
    from compared
    where is_covered and is_later
),

superseded as (
    select
        document_id,
        other_document_id,
        is_dated
    from ranked
    where edition_rank = 1
),

-- Two files that share something, and neither of which gave way: the shared part counts twice until somebody decides.
undecided as (
    select
        compared.document_id,
        count(*) as undecided_count
    from compared
    left join superseded on compared.document_id = superseded.document_id
    left join superseded as other_superseded on compared.other_document_id = other_superseded.document_id
    where superseded.document_id is null and other_superseded.document_id is null
    group by compared.document_id
),

final as (
    select
        documents.document_id,
        superseded.document_id is null as is_current,
        superseded.other_document_id as superseded_by_document_id,
        coalesce(undecided.undecided_count, 0) as undecided_count,
        case
            when superseded.document_id is null then null
            when superseded.is_dated then 'published_date'
            else 'content'
        end as superseded_basis
    from documents
    left join superseded on documents.document_id = superseded.document_id
    left join undecided on documents.document_id = undecided.document_id
)

select * from final
