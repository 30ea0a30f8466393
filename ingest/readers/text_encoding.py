"""The encoding of a text, told by its content: UTF-8, UTF-16 with or without byte order mark, GB18030.

GB18030 fits nearly any bytes, so that it decodes them proves nothing: what it gives must be common Chinese characters. A text
that is UTF-8 but for a few damaged bytes is UTF-8; these bytes become a mark, and a note says where. What is no text under any
encoding, or too damaged, is rejected.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import islice

from ingest.errors import UnreadableDocument
from ingest.records import Note

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
REPLACED = "\ufffd"
# How much of a text is looked at, and which share of its characters beside ASCII is common in a Chinese text.
SAMPLE = 20_000
MOSTLY_COMMON = 0.7
# Characters beside ideographs that a Chinese text prints: punctuation, full-width forms, signs, box drawing, private marks.
OTHER_PRINT = re.compile("[·×÷±°§\u2000-\u22ff\u2460-\u25ff\u3000-\u303f\uff00-\uffef\u00a0]")
BESIDE_ASCII = re.compile("[^\t\n\v\f\r -~]")
# Lead bytes of the common ideographs of GB2312.
COMMON_ROWS = range(0xB0, 0xD8)
# So many damaged places are borne, or one in so many bytes; a note names as many of them.
FAULTS, BYTES_A_FAULT = 3, 2_000
# So many sound characters beside ASCII stand against each damaged place.
SOUND_A_FAULT = 6
PLACES = 10


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UnreadableDocument (unknown_encoding, binary_content)."""
    return decode_text(content)[:2]


def decode_text(content: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text, the name of its encoding, and a note of damaged bytes. Raises as `decode` does."""
    mark, encoding = next(((mark, name) for mark, name in MARKS if content.startswith(mark)), (b"", "utf-8"))
    if not mark and b"\0" in content:
        return _utf16(content)
    if (text := _strict(content, encoding)) is not None:
        return text, encoding, ()
    if encoding == "utf-16":
        raise _unknown(encoding, content)
    repaired, faults = _repair(content[len(mark) :], len(mark))
    found = [(_commonness(text), name, text) for name, text in _candidates(content) if not mark]
    commonness, name, text = max(found, default=(0.0, "", ""), key=lambda entry: entry[0])
    if repaired and _commonness(repaired) >= max(commonness, MOSTLY_COMMON):
        return repaired, encoding, (_fault_note(encoding, faults),)
    if commonness >= MOSTLY_COMMON:
        return text, name, ()
    raise _unknown(encoding, content)


def _candidates(content: bytes) -> list[tuple[str, str]]:
    names = ["gb18030", *(["utf-16-le", "utf-16-be"] if len(content) % 2 == 0 else [])]
    return [(name, text) for name in names if (text := _strict(content, name)) is not None]


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _commonness(text: str) -> float:
    """Which share of the characters beside ASCII a Chinese text would print, and often so."""
    step = max(1, len(text) // SAMPLE)
    signs = BESIDE_ASCII.findall(text if step == 1 else text[: SAMPLE * 2] + text[::step])
    if not signs:
        return 1.0
    common = _common()
    return sum(sign in common or OTHER_PRINT.match(sign) is not None for sign in signs) / len(signs)


@cache
def _common() -> frozenset[str]:
    return frozenset(
        sign for row in COMMON_ROWS for cell in range(0xA1, 0xFF) for sign in bytes([row, cell]).decode("gb2312", "ignore")
    )


def _utf16(content: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """UTF-16 without a mark, in the byte order that gives a text; zero bytes in anything else are no text."""
    found = [(_commonness(text), name, text) for name, text in _candidates(content) if name != "gb18030" and "\0" not in text]
    commonness, encoding, text = max(found, default=(0.0, "", ""), key=lambda entry: entry[0])
    if commonness >= MOSTLY_COMMON:
        return text, encoding, ()
    raise UnreadableDocument(
        reason_code="binary_content",
        reason="the file holds zero bytes, so it is not a text",
        reason_zh="文件含有零字节，不是文本文件",
        place=f"byte {content.index(bytes(1)) + 1}",
        remedy="save the disclosure as text and load that file",
        remedy_zh="请将公开文件另存为文本后再导入",
    )


def _repair(content: bytes, before: int) -> tuple[str, list[int]]:
    """UTF-8 with a mark for each damaged place, and these places; no text where they are too many for what is sound."""
    most = max(FAULTS, len(content) // BYTES_A_FAULT)
    parts: list[str] = []
    faults: list[int] = []
    decoder, view, begin = codecs.getdecoder("utf-8"), memoryview(content), 0
    while begin < len(content):
        try:
            parts.append(decoder(view[begin:])[0])
            break
        except UnicodeDecodeError as error:
            if error.start or not faults:
                parts += [decoder(view[begin : begin + error.start])[0], REPLACED]
                faults.append(before + begin + error.start + 1)
            begin += error.end
        if len(faults) > most:
            return "", faults
    text = "".join(parts)
    sound = sum(1 for _ in islice(BESIDE_ASCII.finditer(text), SOUND_A_FAULT * len(faults)))
    return (text if sound == SOUND_A_FAULT * len(faults) else ""), faults


def _fault_note(encoding: str, faults: list[int]) -> Note:
    named = ", ".join(str(place) for place in faults[:PLACES])
    reason = f"not {encoding}: damaged at {len(faults)} places, each replaced by a mark; at byte {named}"
    return Note("hidden_content", f"{len(faults)} unreadable places", reason)


def _unknown(encoding: str, content: bytes) -> UnreadableDocument:
    place = None
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
    return UnreadableDocument(
        reason_code="unknown_encoding",
        reason=f"the text is neither UTF-8, UTF-16 nor GB18030 ({encoding} fails)",
        reason_zh="文本编码不是 UTF-8、UTF-16 或 GB18030",
        place=place,
        remedy="save the file as UTF-8",
        remedy_zh="请将文件另存为 UTF-8 编码",
    )
