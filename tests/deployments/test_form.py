"""The forms of all deployments, walked through as the UI shows them."""

import re
from typing import Any

import pytest

from deployments.catalogue import Loaded, load
from deployments.form import form_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load()


def fields(loaded: Loaded) -> dict[str, dict[str, Any]]:
    return {
        f"{one.name}: {name}": field
        for one, flow in loaded
        for name, field in form_of(flow)["properties"].items()
    }


def test_every_field_is_named_and_explained_in_chinese(loaded: Loaded) -> None:
    unnamed = [
        where
        for where, field in fields(loaded).items()
        if not (CHINESE.search(field["title"]) and CHINESE.search(field.get("description", "")))
    ]

    assert len(fields(loaded)) > 50
    assert unnamed == []


def test_no_field_is_of_one_type_or_another(loaded: Loaded) -> None:
    either = [where for where, field in fields(loaded).items() if "anyOf" in field]

    assert either == []


def test_every_deployment_says_what_it_is_for(loaded: Loaded) -> None:
    silent = [one.name for one, flow in loaded if not CHINESE.search(flow.description or "")]

    assert silent == []
