"""How deep a page nests, told before it is parsed: the parser's time grows with the square of the depth."""

from __future__ import annotations

import re

# Elements that nest without end and before which an open paragraph is looked for.
NESTING = re.compile(
    "<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figure|footer|header|main|menu|nav|ol"
    r"|pre|section|table|ul)(?=[\s/>])",
    re.IGNORECASE,
)


def nesting_depth(text: str, enough: int) -> int:
    """The most elements open at once, if none of them is closed by another; counts no further than `enough`."""
    depth = deepest = 0
    for tag in NESTING.finditer(text):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > deepest:
            deepest = depth
            if deepest >= enough:
                break
    return deepest
