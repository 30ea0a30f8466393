"""Archives that are cut off, encrypted, missing a part, or unfold to more than is allowed."""

import io
import zipfile

import pytest

from ingest.errors import UnreadableDocument
from ingest.readers.archive import open_archive, read_part
from ingest.readers.limits import DEFAULT_LIMITS, Limits


def archive_of(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def reason_of(content: bytes, name: str = "a", limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_part(open_archive(content, limits), name, limits)
    return caught.value.reason_code


def test_a_part_is_unpacked():
    assert read_part(open_archive(archive_of(a=b"text")), "a") == b"text"


def test_a_truncated_archive_says_so():
    assert reason_of(archive_of(a=b"text" * 100)[:-30]) == "truncated"


def test_an_encrypted_archive_says_so():
    content = bytearray(archive_of(a=b"text"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert reason_of(bytes(content)) == "encrypted"


def test_a_missing_part_says_so():
    assert reason_of(archive_of(a=b"text"), "b") == "damaged"


def test_a_bomb_is_stopped_while_unpacking():
    assert reason_of(archive_of(a=bytes(5_000_000)), "a", Limits(expanded_bytes=1_000_000)) == "too_many_expanded_bytes"


def test_the_limit_holds_over_all_parts():
    limits = Limits(expanded_bytes=1_000)
    archive = open_archive(archive_of(a=bytes(600), b=bytes(600)), limits)
    read_part(archive, "a", limits)
    with pytest.raises(UnreadableDocument):
        read_part(archive, "b", limits)
