"""The public register of certificates as pages: the list of winners, and one page a certificate."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_STYLE = (
    "body{font:18px/1.7 'Songti SC','SimSun','Noto Serif CJK SC',serif;max-width:44em;"
    "margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:.3em .6em;text-align:left}"
    ".ok{border-left:.4em solid #000;padding-left:1em}"
    ".no{border-left:.4em double #000;padding-left:1em}"
)
_COLUMNS = {
    "number": "证书编号",
    "winner": "获奖单位",
    "edition": "届次",
    "prize": "奖项",
    "award_year": "获奖年度",
}


def list_page(award: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """Every certificate ever conferred with its state; no verification code is on it."""
    head = "".join(f"<th>{title}</th>" for title in (*_COLUMNS.values(), "状态"))
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(one[key]))}</td>' for key in _COLUMNS)}"
        f"<td>{_state(one)}</td></tr>"
        for one in entries
    )
    body = (
        f"<h1>{escape(award)}证书登记簿</h1><p>扫描证书上的二维码，或用编号和核验码"
        '向承办机构核验。机器可读的登记簿：<a href="register.json">register.json</a>。</p>'
        f"<table><tr>{head}</tr>{rows}</table>"
    )
    return _page(f"{award}证书登记簿", body)


def certificate_page(award: str, entry: Mapping[str, Any]) -> str:
    """What the code on one certificate leads to."""
    lines = "".join(
        f"<tr><th>{title}</th><td>{escape(str(entry[key]))}</td></tr>"
        for key, title in _COLUMNS.items()
    )
    sort = "no" if entry.get("revoked_on") else "ok"
    body = (
        f'<h1>{escape(award)}证书核验</h1><p class="{sort}"><strong>{_state(entry)}</strong></p>'
        f"<table>{lines}</table><p>请核对证书上的编号和单位名称与本页一致。"
        "称号可用于企业形象宣传并注明获奖年度，不得用于产品宣传。</p>"
    )
    return _page(f"{award}证书核验", body)


def _state(entry: Mapping[str, Any]) -> str:
    revoked = entry.get("revoked_on")
    return f"称号已于{escape(str(revoked))}撤销" if revoked else "有效"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style>{body}</html>\n"
    )
