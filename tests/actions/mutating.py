"""Real files, broken in the ways files break: the same seed gives the same damage."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Damage = Callable[[bytes, Random], bytes]


def flipped(data: bytes, chance: Random) -> bytes:
    """Some bytes are others."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        broken[chance.randrange(len(broken))] ^= chance.randint(1, 255)
    return bytes(broken)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def doubled(data: bytes, chance: Random) -> bytes:
    """A piece stands there twice."""
    start = chance.randrange(len(data))
    return data[: start + 500] + data[start:]


def emptied(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(min(300, len(data) - start)) + data[start + 300 :]


def rewritten(data: bytes, chance: Random) -> bytes:
    """The archive is sound; the text of one part is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([one for one in parts if one.endswith((".xml", ".rels", ".xlsx"))])
    change = rewritten if name.endswith(".xlsx") else chance.choice(_CHANGES)
    parts[name] = change(parts[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()


def _renamed(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb">([^<>]{2,})<", rb">../../\1\\..\\x<", text, count=3)


def _formulas(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb"<v>[^<]*</v>", b"<f>1+1</f><v>2</v>", text, count=5)


def _rows_twice(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb"(<row [^>]*>.*?</row>)", rb"\1\1", text, flags=re.DOTALL)


def _other_encoding(text: bytes, chance: Random) -> bytes:
    return text.decode("utf-8", "replace").encode(chance.choice(("gb18030", "utf-16")), "replace")


def _huge_numbers(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb"<v>\d+</v>", b"<v>" + b"9" * 400 + b"</v>", text, count=5)


def _long_texts(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb">([^<>]{2,})<", b">" + "长".encode() * 40_000 + b"<", text, count=3)


def _odd_characters(text: bytes, _chance: Random) -> bytes:
    return re.sub(rb">([^<>]{2,})<", ">\u202e＝\u0085 \U0001f4a5<".encode(), text, count=4)


def _lost_tag(text: bytes, chance: Random) -> bytes:
    tags = [found.span() for found in re.finditer(rb"<[^>]+>", text)]
    start, end = chance.choice(tags) if tags else (0, 0)
    return text[:start] + text[end:]


_CHANGES = (
    _renamed, _formulas, _rows_twice, _other_encoding, _huge_numbers, _long_texts,
    _odd_characters, _lost_tag,
)  # fmt: skip
DAMAGES: tuple[Damage, ...] = (flipped, cut, doubled, emptied, rewritten, rewritten, rewritten)
