# ruff: noqa: INP001 - beside a script, no package
"""A screenshot with 256 colours: about a third of the bytes, and nobody sees the difference.

PNG (Third Edition): IHDR §11.2.1, PLTE §11.2.2, filters §9.2.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB = 3  # bytes a pixel, all that a screenshot has
COLOURS = 256
COARSE = 3  # bits left out when colours are gathered into groups

Colour = tuple[int, int, int]


def small(png: bytes) -> bytes:
    """The same picture with a palette. Raises ValueError for anything but 8-bit RGB."""
    width, height, pixels = _decoded(png)
    colours = list(zip(pixels[0::RGB], pixels[1::RGB], pixels[2::RGB], strict=True))
    palette, place = _palette(Counter(colours))
    indices = bytes(place[colour] for colour in colours)
    rows = b"".join(b"\0" + indices[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    listed = b"".join(bytes(colour) for colour in palette)
    chunks = (b"IHDR", head), (b"PLTE", listed), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _palette(counted: Counter[Colour]) -> tuple[list[Colour], dict[Colour, int]]:
    """The most common colour of each of the biggest groups, and for every colour the nearest of them."""
    groups: dict[Colour, Counter[Colour]] = {}
    for colour, count in counted.items():
        red, green, blue = (part >> COARSE for part in colour)
        groups.setdefault((red, green, blue), Counter())[colour] = count
    biggest = sorted(groups.values(), key=Counter.total, reverse=True)[:COLOURS]
    palette = [group.most_common(1)[0][0] for group in biggest]
    return palette, {colour: _nearest(colour, palette) for colour in counted}


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    return min(range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True)))


def _decoded(png: bytes) -> tuple[int, int, bytes]:
    chunks = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, kind) != (8, 2):
        raise ValueError("8-bit RGB is expected")
    raw = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    stride, rows = width * RGB, list[bytes]()
    above = bytes(stride)
    for at in range(0, len(raw), stride + 1):
        above = _unfiltered(raw[at], bytearray(raw[at + 1 : at + 1 + stride]), above)
        rows.append(above)
    return width, height, b"".join(rows)


def _unfiltered(kind: int, line: bytearray, above: bytes) -> bytes:
    for x in range(len(line)):
        left, corner = (line[x - RGB], above[x - RGB]) if x >= RGB else (0, 0)
        line[x] = (line[x] + _foretold(kind, left, above[x], corner)) & 255
    return bytes(line)


def _foretold(kind: int, left: int, up: int, corner: int) -> int:
    match kind:
        case 0:
            return 0
        case 1:
            return left
        case 2:
            return up
        case 3:
            return (left + up) // 2
        case _:
            guess = left + up - corner
            return min((left, up, corner), key=lambda near: abs(guess - near))  # Paeth: the first of equals


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
