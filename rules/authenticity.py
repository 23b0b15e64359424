"""Checking a certificate against the public register: number and code must belong together.

The register holds a hash of each code, so publishing it gives no code away.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REGISTER_FORMAT = "zhijiang-certificates/1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`is_valid` is true only for a genuine certificate whose title still holds."""

    is_valid: bool
    is_genuine: bool
    sentence: str


def code_hash(number: str, code: str) -> str:
    """SHA-256 of number and code as the register holds it, in hex."""
    return hashlib.sha256(f"{number}\n{_typed(code)}".encode()).hexdigest()


def check_certificate(entries: Sequence[Mapping[str, Any]], number: str, code: str) -> Verdict:
    """What the register says of a certificate with that number and verification code."""
    number = number.strip()
    entry = next((one for one in entries if one.get("number") == number), None)
    if entry is None:
        return _fake(f"登记簿里没有编号{number}的证书。")
    if not hmac.compare_digest(str(entry.get("code_sha256", "")), code_hash(number, code)):
        return _fake("核验码与编号不符，请核对证书上的核验码。")
    said = f"{entry['winner']}，{entry['edition']}{entry['prize']}，获奖年度{entry['award_year']}年"
    if entry.get("revoked_on"):
        sentence = f"证书真实，但称号已于{entry['revoked_on']}撤销：{said}。"
        return Verdict(is_valid=False, is_genuine=True, sentence=sentence)
    return Verdict(is_valid=True, is_genuine=True, sentence=f"证书真实有效：{said}。")


def _fake(sentence: str) -> Verdict:
    return Verdict(is_valid=False, is_genuine=False, sentence=sentence)


def _typed(code: str) -> str:
    """The code however it was typed: the alphabet has capitals and digits only."""
    return "".join(code.split()).replace("-", "").upper()
