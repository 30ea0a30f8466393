"""`make audit`: the licence of every installed package, by the package's own account, and those that are not on the list.

Run by the Python of an environment. Exit status: 0 all are on the list, 1 some are not or say nothing.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib.metadata import Distribution, distributions

# Licences under which a package may be used beside code of Apache-2.0 without terms for that code.
ALLOWED = re.compile(
    r"\b(?:MIT(?:-0|-CMU)?|0?BSD(?:-[0-9]-Clause)?|Apache(?:-2\.0)?|ISC|PSF|Python|MPL|Mozilla|Zlib|Unlicense|CC0|Artistic|HPND)\b",
    re.IGNORECASE,
)
# Not even where the same licence names one of the others.
REFUSED = re.compile(r"\bA?GPL|General Public|Affero|\bSSPL|\bBUSL|Commons Clause|Proprietary|Commercial", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General", re.IGNORECASE)
LONGEST = 120


def licence_of(package: Distribution) -> str:
    """What a package says of its licence: an expression, its classifiers, or the first line of its text."""
    described = package.metadata
    named = [text.split("::")[-1].strip() for text in described.get_all("Classifier", []) if text.startswith("License ::")]
    named = [text for text in named if text != "OSI Approved"]
    text = described.get("License-Expression") or " OR ".join(named) or (described.get("License") or "").strip().split("\n")[0]
    return text[:LONGEST]


def is_allowed(licence: str) -> bool:
    """Whether a licence is on the list, or one of those that may be chosen; the lesser GPL is, for a library not changed."""
    return any(LESSER.search(one) or (ALLOWED.search(one) and not REFUSED.search(one)) for one in licence.split(" OR "))


def main() -> int:
    """Print the licences with their packages."""
    packages: dict[str, list[str]] = defaultdict(list)
    for package in distributions():
        packages[licence_of(package)].append(package.metadata["Name"])
    for licence, names in sorted(packages.items()):
        mark = "" if is_allowed(licence) else "NOT ON THE LIST 不在许可清单: "
        print(f"{mark}{licence or 'none stated 未注明'} ({len(names)}): {', '.join(sorted(names))}")
    return 0 if all(map(is_allowed, packages)) else 1


if __name__ == "__main__":
    sys.exit(main())
