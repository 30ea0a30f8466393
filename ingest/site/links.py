"""Names of files and places in pages: made of letters and digits that every file system and address takes as they are."""

from __future__ import annotations

import hashlib
import re

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def safe_name(text: str) -> str:
    """The text where it is safe, or else a name made from it: short, and another one for another text."""
    if SAFE.fullmatch(text):
        return text
    return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def document_page(document_id: str) -> str:
    """The page of a document, seen from the site's first folder."""
    return f"documents/{safe_name(document_id)}.html"


def project_anchor(project_id: str) -> str:
    """Where a project stands in its document's page."""
    return f"p-{safe_name(project_id)}"
