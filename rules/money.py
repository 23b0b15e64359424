"""Money is whole fen everywhere; people write and read yuan."""

from decimal import Decimal, InvalidOperation

_FEN = 100


def fen_of(yuan: Decimal | str) -> int:
    """Fen of yuan ("100000", "0.50"); ValueError unless positive and exact to a fen."""
    try:
        fen = Decimal(yuan) * _FEN
    except InvalidOperation:
        raise ValueError(f"“{yuan}”不是金额") from None
    if not fen.is_finite() or fen != fen.to_integral_value() or fen <= 0:
        raise ValueError(f"“{yuan}”不是正数金额，或不足一分")
    return int(fen)


def yuan_text(fen: int) -> str:
    """``300000`` or ``12.50``, without a unit."""
    whole, cents = divmod(fen, _FEN)
    return f"{whole}.{cents:02d}" if cents else str(whole)
