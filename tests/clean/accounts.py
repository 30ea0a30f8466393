"""Final accounts whose 三公 table prints a budget that nobody spent: a row without a figure of the table's own phase."""

from __future__ import annotations

KINDS = ("合计", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")


def accounts_document(region: str) -> str:
    """A web page with two tables; all of the reception budget of 0.95 万元 was left over."""
    budget = ("0.95", "0.00", "0.95", "0.00", "0.00")
    heads = "".join(f"<td colspan='2'>{kind}</td>" for kind in KINDS)
    phases = "<td>预算数</td><td>决算数</td>" * len(KINDS)
    figures = "".join(f"<td>{amount}</td><td></td>" for amount in budget)
    public = f"<tr><td rowspan='2'>单位名称</td>{heads}</tr><tr>{phases}</tr><tr><td>{region}财政局</td>{figures}</tr>"
    spending = (
        "<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>"
        "<tr><td></td><td>合计</td><td>120.50</td><td>100.50</td><td>20.00</td></tr>"
        "<tr><td>201</td><td>一般公共服务支出</td><td>120.50</td><td>100.50</td><td>20.00</td></tr>"
        "<tr><td>20106</td><td>财政事务</td><td>120.50</td><td>100.50</td><td>20.00</td></tr>"
        "<tr><td>2010601</td><td>行政运行</td><td>120.50</td><td>100.50</td><td>20.00</td></tr>"
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"
        f"<h1>{region}财政局2023年度部门决算</h1>"
        f"<h2>支出决算表</h2><p>单位：万元</p><table border='1'>{spending}</table>"
        f"<h2>财政拨款“三公”经费支出决算表</h2><p>单位：万元</p><table border='1'>{public}</table>"
        "</body></html>"
    )
