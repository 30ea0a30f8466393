{#- Payments that people are owed, by the words before 率: 补贴发放率, 待遇足额支付率. A loan or a subsidy rate is another thing. -#}
{%- set payments = '(补助|补贴|贴息|待遇|养老金|抚恤金?|津贴|工资|低保金?|救助金?|奖补|补偿款?|慰问金?|保险费?|人员)[^率]{0,8}(发放|支付|兑付|兑现|代缴|缴纳)(足额)?率' -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

shares as (

    select *
    from int_indicators_described
    where dimension = 'ratio' and value_type in ('numeric', 'percent') and target_base_value is not null

),

-- Money that is owed is paid to all: a floor below 100 % plans for people who get nothing.
payment_rates as (

    select
        'R140' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject as subject,
        100 as expected_value,
        target_base_value as actual_value,
        'at_least' as relation,
        case when comparator in ('<=', '<') or {{ has_match('folded_name', '超|违|错|误|重复|冒领|未发|未足|未按') }} then 'the share is a ceiling' end as reason
    from shares
    where {{ has_match('folded_name', payments ~ '([(].*)?$') }}

),

satisfactions as (

    select
        'R141' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject as subject,
        99 as expected_value,
        target_base_value as actual_value,
        'at_most' as relation,
        case when {{ has_match('folded_name', '不满意|投诉|调查|测评|覆盖|回访') }} then 'the share is not one of content people' end as reason
    from shares
    where {{ has_match('folded_name', '满意') }}

),

unioned as (

    select * from payment_rates
    union all
    select * from satisfactions

),

checked as (

    select
        *,
        'fct_indicator_targets' as fact_table,
        case rule_id when 'R141' then 0.99 else 0 end as tolerance
    from unioned

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
