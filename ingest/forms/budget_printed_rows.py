"""A printed row of a budget table, whichever way it was read."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import Token, without_ordinal


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency that a row is of: its code and its name, as printed there or above."""

    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row of one side.

    `kind` is what the row is where that is not what its side's rows are (an agency among functional codes), `agency` whose it
    is, and `marks` are the tokens that say so. `places` are the 0-based columns of its figures where the print has cells, None
    in a flow. `code_levels` are the levels of its codes (0: 类, 1: 款, 2: 项) where each level has a column of its own.
    """

    side: int
    codes: tuple[Token, ...]
    names: tuple[Token, ...]
    figures: tuple[Token, ...]
    places: tuple[int, ...] | None = None
    index: Token | None = None
    code_levels: tuple[int, ...] = ()
    kind: str | None = None
    agency: Agency | None = None
    marks: tuple[Token, ...] = ()

    @property
    def name(self) -> str:
        """The name as printed, its wrapped parts joined."""
        return "".join(token.text for token in self.names)

    @property
    def first(self) -> Token:
        """The token that the row begins with."""
        return (*self.codes, *self.names, *self.figures)[0]

    @property
    def is_total(self) -> bool:
        """Whether the row is a printed total (合计, 总计) without a code."""
        return not self.codes and without_ordinal(self.name) in words_of("total")
