"""Deciding on findings: which ones are meant, and what becomes of the reviews.

The published file is read and never changed; the next build applies the reviews.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ingest.errors import WrongUsage
from ingest.findings import require_document
from ingest.published import open_published
from ingest.reviews import Review

SHORTEST_BEGINNING = 4
SEVERITIES = ("error", "warning", "info")

FINDINGS = """
    select
        findings.finding_id, findings.rule_id, findings.document_id, documents.file_name, findings.line_number,
        findings.severity, findings.message, findings.message_en, findings.review_status,
        findings.fact_table, findings.fact_id, checks.subject, checks.expected_value, checks.actual_value
    from marts.fct_findings as findings
    inner join marts.fct_checks as checks on findings.check_id = checks.check_id
    left join marts.dim_documents as documents on findings.document_id = documents.document_id
    order by documents.file_name, findings.line_number nulls first, findings.rule_id, findings.finding_id
"""
CHECKS = "select rule_id, fact_table, fact_id, subject, outcome from marts.fct_checks"


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A finding with what a review of it is tied to."""

    finding_id: str
    rule_id: str
    document_id: str
    file_name: str | None
    line_number: int | None
    severity: str
    message: str
    message_en: str
    review_status: str
    fact_table: str
    fact_id: str
    subject: str
    expected_value: Decimal | None
    actual_value: Decimal | None

    @property
    def key(self) -> tuple[str, ...]:
        figures = (_figure(self.expected_value), _figure(self.actual_value))
        return (self.rule_id, self.fact_table, self.fact_id, self.subject, *figures)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings: by the beginnings of their ids, or by rule, document and severity. Nothing said means all."""

    finding_ids: tuple[str, ...] = ()
    document: str | None = None
    rule_id: str | None = None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A review that the warehouse no longer applies, and why: expired, changed, holds, gone or elsewhere."""

    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class Warehouse:
    """What reviews are compared with."""

    findings: tuple[Reviewable, ...]
    outcomes: dict[tuple[str, ...], str]
    document_ids: frozenset[str]
    rule_ids: tuple[str, ...]


def read_warehouse(published: Path, document: str | None = None) -> Warehouse:
    """The findings of a published file. Raises WrongUsage where it is missing, or `document` names none of its documents."""
    with open_published(published) as connection:
        require_document(connection, document)
        documents = connection.execute("select document_id from marts.dim_documents").fetchall()
        rules = connection.execute("select rule_id from marts.dim_rules order by 1").fetchall()
        checks = connection.execute(CHECKS).fetchall()
        findings = connection.execute(FINDINGS).fetchall()
    return Warehouse(
        findings=tuple(Reviewable(*row) for row in findings),
        outcomes={tuple(row[:-1]): row[-1] for row in checks},
        document_ids=frozenset(row[0] for row in documents),
        rule_ids=tuple(row[0] for row in rules),
    )


def choose(warehouse: Warehouse, choice: Choice) -> list[Reviewable]:
    """The findings meant. Raises WrongUsage for an unknown rule or severity, and for an id of none or of several findings."""
    if choice.rule_id is not None and choice.rule_id not in warehouse.rule_ids:
        raise _wrong(f"there is no rule {choice.rule_id}", "没有该规则", "take the number from `xianzhang findings`")
    if choice.severity is not None and choice.severity not in SEVERITIES:
        raise _wrong(f"{choice.severity} is no severity", "没有该级别", f"name one of {', '.join(SEVERITIES)}")
    if not choice.finding_ids:
        return [finding for finding in warehouse.findings if _fits(finding, choice)]
    chosen = {finding.finding_id: finding for text in choice.finding_ids for finding in [_by_id(warehouse, text)]}
    return [finding for finding in chosen.values() if _fits(finding, choice)]


def is_open(finding: Reviewable, reviews: Sequence[Review], today: date) -> bool:
    """Whether nobody has decided: neither in the published file nor in a review that the next build applies."""
    return finding.review_status == "open" and finding.key not in in_force(reviews, today)


def in_force(reviews: Sequence[Review], today: date) -> frozenset[tuple[str, ...]]:
    """The keys of the reviews that have not expired."""
    return frozenset(review.key for review in reviews if not _has_expired(review, today))


def decide(finding: Reviewable, status: str, reason: str, author: str, today: date, until: date | None) -> Review:
    """The review of a finding."""
    return Review(
        rule_id=finding.rule_id,
        document_id=finding.document_id,
        fact_table=finding.fact_table,
        fact_id=finding.fact_id,
        subject=finding.subject,
        expected_value=_figure(finding.expected_value),
        actual_value=_figure(finding.actual_value),
        review_status=status,
        review_reason=reason,
        reviewed_by=author,
        reviewed_at=today.isoformat(),
        expires_on=until.isoformat() if until else "",
    )


def list_lapsed(warehouse: Warehouse, reviews: Sequence[Review], today: date) -> list[Lapsed]:
    """Reviews that do not count any more, in the order of the file."""
    keys = {finding.key for finding in warehouse.findings}
    found = ((review, _why(warehouse, keys, review, today)) for review in reviews)
    return [Lapsed(review, why) for review, why in found if why]


def _why(warehouse: Warehouse, keys: set[tuple[str, ...]], review: Review, today: date) -> str | None:
    if _has_expired(review, today):
        return "expired"
    if review.key in keys:
        return None
    outcome = warehouse.outcomes.get(review.key[:4])
    if outcome is None:
        return "gone" if review.document_id in warehouse.document_ids else "elsewhere"
    return "changed" if outcome == "fail" else "holds"


def _has_expired(review: Review, today: date) -> bool:
    return bool(review.expires_on) and review.expires_on < today.isoformat()


def _fits(finding: Reviewable, choice: Choice) -> bool:
    document = choice.document
    return (
        (document is None or finding.document_id.startswith(document) or document in (finding.file_name or ""))
        and choice.rule_id in (None, finding.rule_id)
        and choice.severity in (None, finding.severity)
    )


def _by_id(warehouse: Warehouse, text: str) -> Reviewable:
    if len(text) < SHORTEST_BEGINNING:
        raise _wrong(f"{text} is too short", "问题编号过短", f"give at least {SHORTEST_BEGINNING} characters of the id")
    found = [finding for finding in warehouse.findings if finding.finding_id.startswith(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise _wrong(f"{len(found)} findings begin with {text}", "有多条问题的编号以此开头", "give more characters of the id")
    raise _wrong(f"no finding begins with {text}", "没有该编号的问题", "take the id from `xianzhang review`")


def _figure(value: Decimal | None) -> str:
    """A figure as the models write it: without trailing zeros."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _wrong(reason: str, reason_zh: str, remedy: str) -> WrongUsage:
    return WrongUsage(reason=reason, reason_zh=reason_zh, remedy=remedy, remedy_zh="请用 xianzhang review 查看问题清单")
