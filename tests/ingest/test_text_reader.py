"""Plain text: how lines are cut into cells, what encodings are told apart, and that long texts without a form are soon done with."""

import pytest

from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.readers.text import read_text

PROSE = "2023年预算数为1,234.50万元,比上年增加12.5万元,增长3.2%,主要原因是人员增加。\n"


@pytest.mark.parametrize("unit", [PROSE, PROSE.strip(), "1234567.89\n", "123456789", "甲\t12\t13.5\t合计\n", "\u3000"])
def test_a_long_text_without_a_form_ends_in_a_rejection(unit: str) -> None:
    document = read_text((unit * (2_000_000 // len(unit.encode()))).encode())
    with pytest.raises(UnreadableDocument) as rejection:
        recognise(document)
    assert rejection.value.reason_code == "no_known_form"
