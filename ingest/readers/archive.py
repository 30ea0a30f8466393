"""Zip archives (Word and Excel files), opened as hostile: sizes are counted while unpacking."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter

from ingest.errors import UnreadableDocument
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded

ENTRIES = 20_000
CHUNK_BYTES = 1024 * 1024
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED_FLAG = 1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class _Archive(zipfile.ZipFile):
    """A zip file that counts what has been unpacked from it."""

    unpacked_bytes = 0


def open_archive(content: bytes, limits: Limits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """The archive, not yet unpacked. Raises UnreadableDocument: truncated, encrypted, too_many_entries, damaged."""
    if content.count(CENTRAL_ENTRY) > ENTRIES:
        raise _unreadable("too_many_entries", f"the archive has more than {ENTRIES} entries", "压缩包内文件过多", None)
    try:
        archive = _Archive(io.BytesIO(content))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _unreadable(
            "truncated", f"the archive's directory is missing or cut off ({error})", "文件不完整", None
        ) from error
    names = [entry.filename for entry in archive.infolist()]
    if len(set(names)) < len(names):
        # Office programs and archive programs differ in which of the two they show.
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise _unreadable("damaged", "two parts have the same name", "压缩包内有重名内容", twice)
    for entry in archive.infolist():
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise _unreadable("encrypted", "the archive is protected by a password", "文件已加密", entry.filename)
        if entry.compress_type not in METHODS:
            raise _unreadable("damaged", "a part is packed by an unusual method", "文件压缩方式异常", entry.filename)
    return archive


def read_part(archive: zipfile.ZipFile, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """One part unpacked. Over all parts read, no more than `limits.expanded_bytes`. Raises UnreadableDocument."""
    unpacked = io.BytesIO()
    before = getattr(archive, "unpacked_bytes", 0)
    try:
        with archive.open(name) as part:
            while chunk := part.read(CHUNK_BYTES):
                unpacked.write(chunk)
                if before + unpacked.tell() > limits.expanded_bytes:
                    found = f"over {limits.expanded_bytes} bytes once unpacked"
                    raise exceeded("expanded_bytes", found, str(limits.expanded_bytes), name)
    except KeyError as error:
        raise _unreadable("damaged", f"the archive has no part {name}", "文件缺少必要内容", name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _unreadable("truncated", f"a part is cut off or damaged ({error})", "文件内容不完整或已损坏", name) from error
    if isinstance(archive, _Archive):
        archive.unpacked_bytes = before + unpacked.tell()
    return unpacked.getvalue()


def _unreadable(reason_code: str, reason: str, reason_zh: str, place: str | None) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code=reason_code,
        reason=reason,
        reason_zh=reason_zh,
        place=place,
        remedy="open the file in Office, save it without a password and load it again",
        remedy_zh="请用办公软件打开，另存为未加密的文件后重新导入",
    )
