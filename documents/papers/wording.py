"""How editions, days and money are written in official papers."""

from datetime import date

_DIGITS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_TEN = 10
_GROUP = 10_000
_FEN_PER_YUAN = 100


def chinese_number(number: int) -> str:
    """1 to 9999 as in headings and editions: ``三``, ``十一``, ``二十``, ``一百零五``."""
    if not 0 < number < _GROUP:
        raise ValueError(f"no Chinese ordinal for {number}")
    written = ""
    for place, digit in zip(("", "十", "百", "千"), reversed(str(number)), strict=False):
        if digit != "0":
            written = _DIGITS[int(digit)] + place + written
        elif written and not written.startswith("零"):
            written = f"零{written}"
    return written[1:] if written.startswith("一十") else written


def edition_text(number: int) -> str:
    """``第三届``."""
    return f"第{chinese_number(number)}届"


def date_text(day: date) -> str:
    """``2021年3月5日``: Arabic digits, no leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def money_text(fen: int) -> str:
    """``30万元``, or ``12345.60元`` where it is not a whole number of 万."""
    yuan, rest = divmod(fen, _FEN_PER_YUAN)
    if rest == 0 and yuan and yuan % _GROUP == 0:
        return f"{yuan // _GROUP}万元"
    return f"{yuan}.{rest:02d}元" if rest else f"{yuan}元"


def money_capitals(fen: int) -> str:
    """``叁拾万元整``: the capital figures of payment papers."""
    if not 0 <= fen < _GROUP**4 * _FEN_PER_YUAN:
        raise ValueError(f"no capital figures for {fen} fen")
    yuan, rest = divmod(fen, _FEN_PER_YUAN)
    jiao, cents = divmod(rest, _TEN)
    whole = f"{_capitals(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{whole}整"
    gap = "零" if whole and not jiao else ""
    tenth = f"{_CAPITALS[jiao]}角" if jiao else ""
    return f"{whole}{gap}{tenth}{f'{_CAPITALS[cents]}分' if cents else '整'}"


def _capitals(number: int) -> str:
    """A whole number in capital figures; a run of zeros inside it is one 零."""
    if number == 0:
        return "零"
    written, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // _TEN**place % _TEN
        if digit:
            written += ("零" if gap else "") + _CAPITALS[digit] + _PLACES[place % 4]
            gap = False
        else:
            gap = True
        if place % 4 == 0 and number // _TEN**place % _GROUP:
            written += _GROUPS[place // 4]
    return written
