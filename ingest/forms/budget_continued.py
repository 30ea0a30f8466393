"""A table on its next page that repeats the title, but its header only in part, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.forms.budget_blocks import Block
from ingest.forms.budget_grid_columns import header_depth
from ingest.forms.budget_text import fold

CONTINUED = re.compile(r"\(续表?\)|续表?$")


def same_title(first: Block, second: Block) -> bool:
    """Whether two blocks print one title, save for a remark that the second goes on (续表)."""
    title = CONTINUED.sub("", fold(first.title_text))
    return bool(title) and title == CONTINUED.sub("", fold(second.title_text))


def with_whole_header(block: Block, previous: Block) -> Block | None:
    """The block with the header of the one before it, of which it repeats less; None where it has a header of its own."""
    if not block.body or not previous.body or len(block.body[0].cells) < 2 or not same_title(previous, block):
        return None
    whole = previous.body[: header_depth(previous.body)]
    own = block.body[: header_depth(block.body)]
    if len(own) >= len(whole) or len(own) == len(block.body):
        return None
    if any(fold(line.text) != fold(other.text) for line, other in zip(own, whole, strict=False)):
        return None
    return replace(block, body=(*whole, *block.body[len(own) :]), furniture=(*block.furniture, *own))
