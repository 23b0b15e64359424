"""Signed notes about a head of the audit chain (C2SP signed-note and tlog-checkpoint, Ed25519).

The text names the chain, how many events it has and the hash of the last; below it stands the
signature. Anyone who knows the signer's key can tell that the signer has seen this head.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cli.refusal import InputRefused

_ORIGIN = "zhijiang-chain"
_ED25519 = b"\x01"
_KEY_ID = 4
_MAX = 4096
_BAD = "不是 zhijiang countersign 写出的签名，或公钥写错，请核对。"


@dataclass(frozen=True, slots=True)
class Head:
    """How many events a chain has, and the hash of the last."""

    size: int
    sha256: str

    @property
    def text(self) -> str:
        """What is signed."""
        root = base64.b64encode(bytes.fromhex(self.sha256)).decode()
        return f"{_ORIGIN}\n{self.size}\n{root}\n"


def signed(head: Head, name: str, key: Ed25519PrivateKey) -> str:
    """The note about a head, signed by `name`."""
    signature = _key_id(name, key.public_key()) + key.sign(head.text.encode())
    return f"{head.text}\n— {name} {base64.b64encode(signature).decode()}\n"


def public_text(name: str, key: Ed25519PublicKey) -> str:
    """The signer's key as it is handed out: name, key id and key."""
    raw = base64.b64encode(_ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{_key_id(name, key).hex()}+{raw}"


def signed_head(path: Path, key: str) -> Head:
    """The head a note is about, once its signature was checked with the key; else InputRefused."""
    try:
        with path.open("rb") as file:
            return _opened(file.read(_MAX).decode(), key.strip())
    except OSError as error:
        raise InputRefused(f"找不到文件 {path}。") from error
    except (ValueError, InvalidSignature) as error:
        raise InputRefused(f"{path.name} {_BAD}") from error


def _opened(note: str, key: str) -> Head:
    name, _, raw = key.split("+", 2)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(raw, validate=True)[1:])
    text, line = note.split("\n\n")
    _, signer, encoded = line.split()
    signature = base64.b64decode(encoded, validate=True)
    if signer != name or public_text(name, public) != key:
        raise ValueError
    if signature[:_KEY_ID] != _key_id(name, public):
        raise ValueError
    public.verify(signature[_KEY_ID:], f"{text}\n".encode())
    origin, size, root = text.split("\n")
    if origin != _ORIGIN:
        raise ValueError
    return Head(int(size), base64.b64decode(root, validate=True).hex())


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    named = name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()
    return hashlib.sha256(named).digest()[:_KEY_ID]
