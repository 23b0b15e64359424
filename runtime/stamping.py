"""Time stamps of the audit chain's head by somebody else's clock (RFC 3161).

An authority signs that it saw a hash at a moment. Whoever rewrites the chain later cannot have the
old head stamped again; any authority will do, and `zhijiang verify` asks for its root certificate.
"""

import base64
import http.client
import urllib.request

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from runtime.errors import StampRefused

_SECONDS = 15
_MOST = 1 << 16  # bytes of an answer
_QUERY = {"Content-Type": "application/timestamp-query"}


def stamp(head: str, address: str) -> str:
    """The authority's answer about a head, in base64.

    Raises:
        StampRefused: it did not answer, or did not stamp.
    """
    asked = TimestampRequestBuilder().data(head.encode()).build()
    request = urllib.request.Request(address, asked.as_bytes(), _QUERY)  # noqa: S310 - from a setting
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            token = answer.read(_MOST)
        given = decode_timestamp_response(token)
        if given.tst_info.message_imprint.message != asked.message_imprint.message:
            raise StampRefused("时间戳机构盖的不是所送的链头。")
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise StampRefused(f"时间戳机构没有盖时间戳：{error}。") from error
    return base64.b64encode(token).decode()


def is_stamp(head: str, token: str, *, roots: bytes) -> bool:
    """Whether an authority under one of these roots (PEM) stamped the head."""
    try:
        given = decode_timestamp_response(base64.b64decode(token, validate=True))
        builder = VerifierBuilder()
        for root in load_pem_x509_certificates(roots):
            builder = builder.add_root_certificate(root)
        return builder.build().verify_message(given, head.encode())
    except (VerificationError, ValueError):
        return False
