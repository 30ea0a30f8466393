"""`xianzhang review`: list open findings, accept or reject them with a reason, take that back, see what has lapsed.

It writes the file of reviews alone; the published file changes with the next build.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ingest.command_line import (
    DocumentOption,
    ReviewsOption,
    RuleOption,
    SeverityOption,
    WarehouseOption,
    files_of,
    stopping,
)

if TYPE_CHECKING:
    from ingest.reviewing import Choice


class ListByDefault(TyperGroup):
    """`xianzhang review` alone, or with options only, lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        is_listing = not args or (args[0].startswith("-") and args[0] != "--help")
        return super().parse_args(ctx, ["list", *args] if is_listing else args)


app = typer.Typer(help="Review findings: list the open ones, accept or reject them with a reason.", cls=ListByDefault)

IdsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="FINDING", help="Ids of findings, or their beginnings.", show_default=False)
]
ReasonOption = Annotated[str | None, typer.Option(help="Why, in one sentence.")]
AuthorOption = Annotated[
    str | None, typer.Option("--by", envvar="XIANZHANG_REVIEWER", help="Who decides: a role rather than a name.")
]
UntilOption = Annotated[str | None, typer.Option(help="Last day the review holds, such as 2026-12-31. Default: no limit.")]


@app.command("list")
def list_open(
    context: typer.Context,
    document: DocumentOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """The open findings, with the ids by which they are reviewed."""
    with stopping():
        from ingest import review_answers, reviewing
        from ingest.review_input import today
        from ingest.reviews import read_reviews

        files = files_of(context, warehouse, reviews)
        choice = reviewing.Choice(document=document, rule_id=rule, severity=severity)
        chosen = reviewing.choose(reviewing.read_warehouse(files.published, document), choice)
        decided, day = read_reviews(files.reviews), today()
        found = [finding for finding in chosen if reviewing.is_open(finding, decided, day)]
        waiting = sum(1 for finding in chosen if finding.review_status == "open") - len(found)
        review_answers.show_open(found, waiting)


@app.command()
def accept(
    context: typer.Context,
    findings: IdsArgument = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    until: UntilOption = None,
    document: DocumentOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Accept findings: the document is wrong, this is known, and it is published with the finding."""
    with stopping():
        from ingest.review_input import read_choice

        choice = read_choice(findings, document, rule, severity)
        _decide(context, "accepted", (reason, author, until), choice, reviews, warehouse)


@app.command()
def reject(
    context: typer.Context,
    findings: IdsArgument = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    until: UntilOption = None,
    document: DocumentOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Reject findings: the document is right and the finding is a false alarm."""
    with stopping():
        from ingest.review_input import read_choice

        choice = read_choice(findings, document, rule, severity)
        _decide(context, "rejected", (reason, author, until), choice, reviews, warehouse)


@app.command()
def undo(
    context: typer.Context,
    findings: IdsArgument = None,
    document: DocumentOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Take reviews back: the findings are open again."""
    with stopping():
        from ingest import review_answers, reviewing
        from ingest.review_input import nothing_reviewed, read_choice
        from ingest.reviews import change_reviews, read_reviews

        files = files_of(context, warehouse, reviews)
        choice = read_choice(findings, document, rule, severity)
        chosen = reviewing.choose(reviewing.read_warehouse(files.published, document), choice)
        known = {review.key for review in read_reviews(files.reviews)}
        found = [finding for finding in chosen if finding.key in known]
        if not found:
            raise nothing_reviewed(files.reviews)
        keys = {finding.key for finding in found}
        change_reviews(files.reviews, lambda old: [review for review in old if review.key not in keys])
        review_answers.show_written(found, "open", files.reviews)


@app.command()
def lapsed(
    context: typer.Context,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Reviews that do not count any more: expired, or tied to figures, rows or documents that are not in the warehouse."""
    with stopping():
        from ingest import review_answers, reviewing
        from ingest.review_input import today
        from ingest.reviews import read_reviews

        files = files_of(context, warehouse, reviews)
        found = reviewing.list_lapsed(reviewing.read_warehouse(files.published), read_reviews(files.reviews), today())
        review_answers.show_lapsed(found)


def _decide(
    context: typer.Context,
    status: str,
    words: tuple[str | None, str | None, str | None],
    choice: Choice,
    reviews: Path | None,
    warehouse: Path | None,
) -> None:
    from ingest import review_answers, reviewing
    from ingest.review_input import nothing_meant, read_last_day, read_words, today
    from ingest.reviews import change_reviews, read_reviews

    files, day = files_of(context, warehouse, reviews), today()
    reason, author, until = read_words(words[0], "reason"), read_words(words[1], "by"), read_last_day(words[2], day)
    chosen = reviewing.choose(reviewing.read_warehouse(files.published, choice.document), choice)
    if not choice.finding_ids:
        decided = read_reviews(files.reviews)
        chosen = [finding for finding in chosen if reviewing.is_open(finding, decided, day)]
    if not chosen:
        raise nothing_meant()
    fresh = {finding.key: reviewing.decide(finding, status, reason, author, day, until) for finding in chosen}
    change_reviews(files.reviews, lambda old: [*(review for review in old if review.key not in fresh), *fresh.values()])
    review_answers.show_written(chosen, status, files.reviews)
