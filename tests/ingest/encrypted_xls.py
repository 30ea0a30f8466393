"""A workbook of before 2007 under a password, as Excel writes it: RC4, with another key for every 1,024 bytes."""

from __future__ import annotations

import struct
from hashlib import md5
from io import BytesIO

import xlwt
from xlwt.CompoundDoc import XlsDoc

BLOCK, KEY_BYTES = 1024, 5
BEGIN, FILE_PASSWORD, INTERFACE, SHEET = 0x809, 0x2F, 0xE1, 0x85
# Records that stay readable: what a program must know before it has the password.
READABLE = {BEGIN, FILE_PASSWORD, INTERFACE}
SALT = bytes(range(16))
VERSION = struct.pack("<3H", 1, 1, 1)


def encrypted(book: xlwt.Workbook, password: str) -> bytes:
    """The saved workbook: after its first record stands the one that says how it is encrypted."""
    key = _key(password)
    verifier = _rc4(_block_key(key, 0), SALT + md5(SALT).digest())
    header = VERSION + SALT + verifier
    added = struct.pack("<2H", FILE_PASSWORD, len(header)) + header
    plain = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", plain, 2)[0]
    stream = bytearray(plain[:first] + added + plain[first:])
    blocks = range(len(stream) // BLOCK + 1)
    secret = b"".join(_rc4(_block_key(key, block), bytes(BLOCK)) for block in blocks)
    place = 0
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<2H", stream, place)
        place += 4
        start = place
        if number == SHEET:
            struct.pack_into("<I", stream, place, struct.unpack_from("<I", stream, place)[0] + len(added))
            start += 4
        for index in range(start, place + length) if number not in READABLE else ():
            stream[index] ^= secret[index]
        place += length
    saved = BytesIO()
    XlsDoc().save(saved, bytes(stream))
    return saved.getvalue()


def _key(password: str) -> bytes:
    short = md5(password.encode("utf-16-le")).digest()[:KEY_BYTES]
    return md5((short + SALT) * 16).digest()[:KEY_BYTES]


def _block_key(key: bytes, block: int) -> bytes:
    return md5(key + struct.pack("<I", block)).digest()


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    mixed = 0
    for index in range(256):
        mixed = (mixed + state[index] + key[index % len(key)]) % 256
        state[index], state[mixed] = state[mixed], state[index]
    found, first, second = bytearray(), 0, 0
    for byte in content:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        found.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(found)
