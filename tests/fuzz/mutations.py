"""Ways to spoil a document: its bytes, its marks, the parts of its archive, the streams of its pages.

Whatever is done follows from the random source that is given, so a document can be made again by its number.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

# Signs that programs stumble over, as UTF-8.
ODD = tuple(
    sign.encode()
    for sign in (
        *("\0", "\t", "\n", "\f", '"', "'", ",", "|", "&", "<", ">", "]]>", "-->", "%", "\\", "\u202e", "\u2028", "\ufeff"),
        *("０１２", "１，２３４．５６", "≥", "－", "＝1+1", "△3", "(3)", "1e400", "-0", "9" * 400, "0." + "0" * 300 + "1"),
        *("万元", "合计", "项目名称", "项目资金（万元）", "一级指标\t二级指标\t三级指标\t指标值", "\u3000"),
        *("<table>", "</td>", "<td rowspan=65535 colspan=65535>", "&#0;", "&amp;lt;"),
    )
)
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e9", b"NaN", b"")
# Marks in markup and in a PDF file.
TAG = re.compile(rb"<[^<>]{1,200}>")
ATTRIBUTE = re.compile(rb"\"[^\"<>]{0,60}\"")
FIGURE = re.compile(rb"[0-9]+(?:\.[0-9]+)?")
STREAM = re.compile(rb"stream\r?\n(.{1,400000}?)\r?\nendstream", re.DOTALL)


def mutate(kind: str, content: bytes, chance: Random) -> bytes:
    """The document with one to four faults that fit its kind."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(ANY if chance.random() < BLIND[kind] else SPECIAL[kind])(content, chance)
    return content


def _part(content: bytes, chance: Random, longest: int = 400) -> tuple[int, int]:
    begin = chance.randrange(len(content) + 1)
    return begin, min(len(content), begin + chance.randrange(1, longest))


def flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), chance.choice((1, 3, 30)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(content: bytes, chance: Random) -> bytes:
    begin, end = _part(content, chance)
    return content[:begin] + content[end:]


def double(content: bytes, chance: Random) -> bytes:
    begin, end = _part(content, chance)
    return content[:end] + content[begin:end] * chance.choice((1, 2, 50)) + content[end:]


def end_early(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def insert(content: bytes, chance: Random) -> bytes:
    place, _ = _part(content, chance)
    return content[:place] + chance.choice(ODD) + content[place:]


def move(content: bytes, chance: Random) -> bytes:
    begin, end = _part(content, chance)
    rest = content[:begin] + content[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + content[begin:end] + rest[place:]


def _at_one(pattern: re.Pattern[bytes], change: Callable[[bytes, Random], bytes]) -> Mutation:
    def mutation(content: bytes, chance: Random) -> bytes:
        found = list(pattern.finditer(content))
        if not found:
            return content
        one = chance.choice(found)
        return content[: one.start()] + change(one.group(), chance) + content[one.end() :]

    return mutation


def lines(content: bytes, chance: Random) -> bytes:
    """Lines in another order, twice, gone, joined, or indented."""
    rows = content.split(b"\n")
    place = chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            rows.insert(chance.randrange(len(rows) + 1), rows.pop(place))
        case 1:
            rows.insert(place, rows[place])
        case 2:
            del rows[place]
        case 3:
            rows[place : place + 2] = [b"".join(rows[place : place + 2])]
        case _:
            rows[place] = b"\t" * chance.randrange(1, 9) + rows[place].replace(
                b"\t", chance.choice((b" ", b"\t\t", b"|", b","))
            )
    return b"\n".join(rows)


def zipped(content: bytes, chance: Random) -> bytes:
    """The archive packed anew with a part that is spoilt, gone, new, under another name, or there twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            parts = [(entry.filename, source.read(entry)) for entry in source.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return flip(content, chance)
    texts = [place for place, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    place = chance.choice(texts)
    name, part = parts[place]
    fate = chance.randrange(12)
    if fate == 0:
        del parts[place]
    elif fate == 1:
        parts.append((name.replace("sheet1", "sheet2"), part))
    elif fate == 2:
        parts[place] = (name + "x", part)
    elif fate == 3:
        parts[place] = (name, b'<!DOCTYPE x [<!ENTITY e "1">]>' + part)
    else:
        parts[place] = (name, chance.choice((*ANY, *MARKUP, *MARKUP))(part, chance))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in parts:
            with warnings.catch_warnings(action="ignore"):
                written.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def streams(content: bytes, chance: Random) -> bytes:
    """A stream of a PDF file spoilt inside its packing."""
    found = list(STREAM.finditer(content))
    if not found:
        return content
    one = chance.choice(found)
    packed = one.group(1)
    with contextlib.suppress(zlib.error, ValueError):
        raw = base64.a85decode(packed.strip(), adobe=False) if packed.rstrip().endswith(b"~>") else packed
        packed = zlib.compress(chance.choice((flip, cut, double, insert, figure))(zlib.decompress(raw), chance))
    return content[: one.start(1)] + packed + content[one.end(1) :]


tag_gone = _at_one(TAG, lambda found, chance: b"")
tag_twice = _at_one(TAG, lambda found, chance: found * chance.choice((2, 3, 300)))
tag_other = _at_one(TAG, lambda found, chance: b"</" + found[1:] if not found.startswith(b"</") else b"<" + found[2:])
attribute = _at_one(ATTRIBUTE, lambda found, chance: b'"' + chance.choice((*NUMBERS, *ODD[:6])).replace(b'"', b"") + b'"')
figure = _at_one(FIGURE, lambda found, chance: chance.choice((*NUMBERS, b"%d" % chance.randrange(10**9))))
digit = _at_one(re.compile(rb"[0-9]"), lambda found, chance: b"%d" % chance.randrange(10))

ANY = (flip, cut, double, end_early, insert, move, digit)
MARKUP = (tag_gone, tag_twice, tag_other, attribute, figure, digit)
TEXT = (lines, lines, lines, figure, digit)
SPECIAL: dict[str, tuple[Mutation, ...]] = {
    "text": TEXT,
    "csv": TEXT,
    "html": MARKUP,
    "word": (zipped,),
    "excel": (zipped,),
    "pdf": (streams, streams, streams, figure, figure),
    "xls": (flip, insert),
}
# How often a fault is a blind one: it rarely gets past the packing of an archive.
BLIND = {"text": 0.5, "csv": 0.5, "html": 0.5, "word": 0.05, "excel": 0.05, "pdf": 0.4, "xls": 0.8}
