"""A person with a real browser: a device is added, a decision is signed with it, pages are read.

axe looks at every page on the way, at the width of a desk and of a phone.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import select

from models.gate import Decision
from runtime.desk import open_desk
from tests.chromium_fixture import open_page
from tests.portal.conftest import Enter

_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
_WIDTHS = (1280, 390)


def _look(page: Page) -> None:
    """No finding of axe, and nothing wider than the window, on a desk and on a phone."""
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found: dict[str, Any] = Axe().run(page).response
        assert [one["id"] for one in found["violations"]] == [], (page.url, width)
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= width, (page.url, width)
    page.set_viewport_size({"width": _WIDTHS[0], "height": 800})


def test_the_chair_signs_with_a_passkey(enter: Enter, address: str, matter: str) -> None:
    token = enter("chair", "office", name="陈示例").cookies["zhijiang"]
    with open_page() as page:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        page.goto(f"{address}/login")
        _look(page)
        page.context.add_cookies([{"name": "zhijiang", "value": token, "url": address}])

        page.goto(f"{address}/account")
        page.get_by_label("这台设备的名称").fill("办公室电脑")
        page.get_by_role("button", name="登记这台设备").click()
        expect(page.get_by_text("办公室电脑，")).to_be_visible()
        _look(page)

        page.goto(f"{address}/desk")
        _look(page)
        page.get_by_role("link", name="去决定").click()
        _look(page)
        page.get_by_label("同意").check()
        page.get_by_label("意见（存入档案）").fill("请回避后继续评审。")
        page.reload()
        expect(page.get_by_label("意见（存入档案）")).to_have_value("请回避后继续评审。")
        page.get_by_role("button", name="下一步：核对并签署").click()
        _look(page)
        page.get_by_role("button", name="用通行密钥签署").click()
        expect(page.get_by_role("heading", name="已决定：同意")).to_be_visible()
        _look(page)

    with open_desk() as desk:
        decision = desk.session.exec(select(Decision)).one()
    assert decision.proof["kind"] == "passkey"
    assert decision.approver == "陈示例"
    assert matter.endswith("/gate")
