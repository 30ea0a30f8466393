"""The shipped documents in other formats and layouts, through the whole chain: the same rows in the marts."""

from __future__ import annotations

import pytest

from tests.disclosures import made_disclosures
from tests.formats.mart_facts import Facts, mart_facts
from tests.formats.test_same_facts import MISREAD, NAMES
from tests.formats.variants import VARIANTS, variant_name


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What the marts say of the originals and all variants."""
    return mart_facts(made_disclosures(tmp_path_factory))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "layout"), VARIANTS)
def test_every_format_gives_the_same_rows(
    facts: Facts, name: str, kind: str, layout: str, request: pytest.FixtureRequest
) -> None:
    if (kind, name, layout) in MISREAD:
        request.applymarker(pytest.mark.xfail(strict=True, raises=AssertionError, reason=MISREAD[kind, name, layout]))
    variant = variant_name(name, kind, layout)
    for table, rows in facts.items():
        assert (table, rows.get(variant)) == (table, rows.get(name))
