"""What a command that takes a while says meanwhile, each sentence as soon as it is true."""

from pathlib import Path

from runtime.prefect_login import login_file


def say(sentence: str) -> None:
    print(sentence, flush=True)


def where_the_login_is(home: Path) -> str:
    """How to get into Prefect's pages; the login itself is never printed."""
    file = login_file(home)
    return f"界面口令在 {file}，只有本用户可读，每个浏览器填一次；查看：cat {file}"
