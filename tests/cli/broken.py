"""Commands that end in every way a command should not."""


def crash() -> None:
    raise ZeroDivisionError("a secret of the machine room")


def stumble() -> None:
    with open("/nowhere/at/all", encoding="utf-8"):  # noqa: PTH123 - the shortest way to an OSError
        pass


def say_no() -> int:
    return 1
