"""A passkey device in software: it makes ES256 keys and signs what it is asked to."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_PRESENT_AND_VERIFIED, _WITH_KEY = 0x05, 0x40


@dataclass
class Authenticator:
    origin: str = "http://localhost:8080"
    party: str = "localhost"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential: bytes = b"a device of a test"
    count: int = 0

    def make(self, options: str) -> dict[str, Any]:
        """The answer to options for a new passkey, as a browser sends it."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.credential).to_bytes(2) + self.credential
        data = self._data(_PRESENT_AND_VERIFIED | _WITH_KEY) + attested + cbor2.dumps(cose)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return self._answer(
            clientDataJSON=client, attestationObject=attestation, transports=["internal"]
        )

    def sign(self, options: str) -> dict[str, Any]:
        """The answer to options for a login or a signature."""
        self.count += 1
        data, client = self._data(_PRESENT_AND_VERIFIED), self._client("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        party = hashlib.sha256(self.party.encode()).digest()
        return party + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        assert base64url_to_bytes(challenge), "a challenge is never empty"
        facts = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps({**facts, "crossOrigin": False}).encode()

    def _answer(self, **response: Any) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential)
        shown = {
            key: bytes_to_base64url(value) if isinstance(value, bytes) else value
            for key, value in response.items()
        }
        return {
            "id": name, "rawId": name, "type": "public-key",
            "response": shown, "clientExtensionResults": {},
        }  # fmt: skip
