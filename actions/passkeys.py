"""Passkeys (WebAuthn): a device is added, logs in, and signs the hash of what is done.

The relying party is the host name of the front door's address; `localhost` on this machine.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlmodel import col, select, update

from actions.errors import NotEntitled
from models.person import Challenge, Passkey, Person, passkeys_of
from models.types import id_of
from rules.canonical import sha256_of
from runtime.clock import real_now
from runtime.desk import Desk
from runtime.keys import fresh
from runtime.settings import settings

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

_GOOD_FOR = timedelta(minutes=5)
_NAME = "质奖"
_UNUSABLE = "通行密钥的应答无效或已过期，请重新验证。"


def party() -> str:
    """The relying party's id: the host name of the front door."""
    return urlsplit(settings().portal_url).hostname or "localhost"


def origin() -> str:
    """Scheme, host and port of the front door, as a browser says it."""
    address = urlsplit(settings().portal_url)
    return f"{address.scheme}://{address.netloc}"


def ask_to_add(desk: Desk, person: Person) -> str:
    """The options (JSON) with which a browser makes a new passkey for a person."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=party(),
        rp_name=_NAME,
        user_name=person.name,
        user_display_name=person.name,
        user_id=str(id_of(person)).encode(),
        challenge=_challenge(desk, None),
        exclude_credentials=_known(desk, person),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options)


def add(desk: Desk, person: Person, answer: Mapping[str, Any], device: str) -> Passkey:
    """Keep what the browser made.

    Raises:
        NotEntitled: it does not answer an open question of ours.
    """
    import webauthn
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = _answered(desk, answer)
    try:
        made = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge.value),
            expected_rp_id=party(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise NotEntitled(_UNUSABLE) from error
    passkey = Passkey(
        person_id=id_of(person),
        credential=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        device=device.strip() or "未命名的设备",
        added_at=real_now(),
    )
    desk.session.add(passkey)
    desk.record("passkey.added", person.name, device=passkey.device, credential=passkey.credential)
    return passkey


def ask_to_log_in(desk: Desk) -> str:
    """Options (JSON) for a login by whatever passkey the browser has for us."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=party(),
        challenge=_challenge(desk, None),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def ask_to_sign(desk: Desk, person: Person, statement: Any) -> str:
    """Options (JSON) whose challenge begins with the hash of the statement."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=party(),
        challenge=_challenge(desk, statement),
        allow_credentials=_known(desk, person),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def who_logs_in(desk: Desk, answer: Mapping[str, Any]) -> Person:
    """Whose passkey answered.

    Raises:
        NotEntitled: nobody's, or not our question.
    """
    challenge = _answered(desk, answer)
    if challenge.statement is not None:
        raise NotEntitled(_UNUSABLE)
    passkey = _passkey(desk, answer)
    person = desk.session.get_one(Person, passkey.person_id)
    if not person.is_active:
        raise NotEntitled("这个账号已停用，请与办公室联系。")
    _verify(desk, passkey, challenge, answer)
    return person


def verify(desk: Desk, person: Person, answer: Mapping[str, Any], statement: Any) -> dict[str, Any]:
    """The facts of a signature over the statement, by which anyone can check it again.

    Raises:
        NotEntitled: another person's key, another statement, or an answer given before.
    """
    challenge = _answered(desk, answer)
    if challenge.statement is None or sha256_of(challenge.statement) != sha256_of(statement):
        raise NotEntitled("签署的内容与提交的内容不一致，请重新签署。")
    passkey = _passkey(desk, answer)
    if passkey.person_id != person.id:
        raise NotEntitled(f"这不是{person.name}的通行密钥。")
    _verify(desk, passkey, challenge, answer)
    signed = answer["response"]
    return {
        "kind": "passkey",
        "credential": passkey.credential,
        "public_key": passkey.public_key,
        "challenge": challenge.value,
        "client_data": signed["clientDataJSON"],
        "authenticator_data": signed["authenticatorData"],
        "signature": signed["signature"],
        "origin": origin(),
        "party": party(),
    }


def _challenge(desk: Desk, statement: Any) -> bytes:
    """Asked once: the hash of what is signed, where there is something, and 32 random bytes."""
    from webauthn.helpers import bytes_to_base64url

    bound = bytes.fromhex(sha256_of(statement)) if statement is not None else b""
    value = bound + fresh()
    desk.session.add(
        Challenge(value=bytes_to_base64url(value), statement=statement, made_at=real_now())
    )
    return value


def _answered(desk: Desk, answer: Mapping[str, Any]) -> Challenge:
    """The open challenge that is answered, which is spent by that."""
    from webauthn.helpers import base64url_to_bytes

    try:
        said = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))["challenge"]
    except (KeyError, TypeError, ValueError) as error:
        raise NotEntitled(_UNUSABLE) from error
    spent = desk.session.exec(
        update(Challenge)
        .where(
            col(Challenge.value) == said,
            col(Challenge.used_at).is_(None),
            col(Challenge.made_at) > real_now() - _GOOD_FOR,
        )
        .values(used_at=real_now())
    )
    if spent.rowcount != 1:
        raise NotEntitled(_UNUSABLE)
    return desk.session.exec(select(Challenge).where(Challenge.value == said)).one()


def _passkey(desk: Desk, answer: Mapping[str, Any]) -> Passkey:
    query = select(Passkey).where(Passkey.credential == answer.get("id"), col(Passkey.is_active))
    found = desk.session.exec(query).one_or_none()
    if found is None:
        raise NotEntitled("这个通行密钥没有登记或已停用，请用其他方式登录，或与办公室联系。")
    return found


def _verify(desk: Desk, passkey: Passkey, challenge: Challenge, answer: Mapping[str, Any]) -> None:
    import webauthn
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge.value),
            expected_rp_id=party(),
            expected_origin=origin(),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise NotEntitled(_UNUSABLE) from error
    passkey.sign_count = verified.new_sign_count
    desk.session.add(passkey)


def _known(desk: Desk, person: Person) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential))
        for one in passkeys_of(desk.session, id_of(person))
    ]
