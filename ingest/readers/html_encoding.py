"""The encoding of a web page: what its bytes prove, what it declares, and a few damaged bytes that need not cost the page.

A byte order mark decides. Valid UTF-8 with Chinese characters is UTF-8, whatever an old <meta> says; else the declared Chinese
encoding, UTF-8 and GB18030 are tried in this order. Single-byte encodings fit any bytes, so declaring one proves nothing.
"""

from __future__ import annotations

import codecs
import re

from ingest.readers.text_encoding import decode
from ingest.records import Note

HEAD_BYTES = 8192
DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,20})", re.IGNORECASE)
# Old names are read by the encoding that contains them: pages say gb2312 and use characters of GB18030.
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
ENCODINGS |= {"gb-2312": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF_16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
# One unreadable byte, or one in so many, is replaced; more of them is no text of that encoding.
BYTES_A_FAULT = 10_000
PLACES = 10


def decode_page(content: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text, the name of its encoding, a note of unreadable bytes. Raises UnreadableDocument (unknown_encoding)."""
    for beginning, encoding in UTF_16:
        if content.lstrip(b"\r\n \t").startswith(beginning) and len(content) % 2 == 0:
            return content.decode(encoding, "replace"), encoding, ()
    if b"\0" in content or content.startswith(MARKS):
        return *decode(content), ()
    declared = [ENCODINGS.get(name.decode().lower()) for name in DECLARED.findall(content[:HEAD_BYTES])]
    candidates = list(dict.fromkeys([*filter(None, declared), "utf-8", "gb18030"]))
    texts = {encoding: text for encoding in candidates if (text := _strict(content, encoding)) is not None}
    if "utf-8" in texts and (len(texts) == 1 or content.isascii() or IDEOGRAPH.search(texts["utf-8"])):
        return texts["utf-8"], "utf-8", ()
    for encoding, text in texts.items():
        return text, encoding, ()
    repaired = [(len(faults), encoding, text, faults) for encoding in candidates for text, faults in _repair(content, encoding)]
    if not repaired:
        return *decode(content), ()
    count, encoding, text, faults = min(repaired, key=lambda found: found[0])
    places = ", ".join(str(place) for place in faults[:PLACES])
    reason = f"not {encoding}: {count} of {len(content)} bytes, replaced by a mark; at byte {places}"
    return text, encoding, (Note("hidden_content", f"{count} unreadable bytes", reason),)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _repair(content: bytes, encoding: str) -> list[tuple[str, list[int]]]:
    """The text and the places of its unreadable bytes; nothing where they are too many."""
    most = max(1, (len(content) - 1) // BYTES_A_FAULT)
    text: list[str] = []
    faults: list[int] = []
    decoder, begin = codecs.getdecoder(encoding), 0
    view = memoryview(content)
    while begin < len(content):
        try:
            text.append(decoder(view[begin:])[0])
            break
        except UnicodeDecodeError as error:
            text.append(decoder(view[begin : begin + error.start])[0] + "\ufffd")
            faults.extend(range(begin + error.start + 1, begin + error.end + 1))
            begin += error.end
        if len(faults) > most:
            return []
    return [("".join(text), faults)]
