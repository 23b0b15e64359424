"""Why a command could not run: one Chinese sentence that says what to do.

A refusal carries its sentence, whoever raised it; a command raises `InputRefused` for input it
cannot use. Everything else that may be the caller's doing is translated here. What is nobody's
doing has no sentence here and goes to ``cli.crash``.
"""

import difflib

from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
    ValidationError,
)

from documents.plain import plain
from rules.errors import Refusal
from runtime.errors import FileDamaged, WrongKey, WrongVersion, path_sentence


class InputRefused(Refusal):
    """The input of a command cannot be used; the text says in Chinese what to do."""


def sentence_for(error: Exception) -> str | None:
    """One line for the person at the keyboard, None when the error is not of their making."""
    from deployments.engine.embedded import EmbeddedError  # few commands start a server

    match error:
        case CycloptsError():
            return f"{_usage_problem(error)}用法见 {_command_of(error)} --help。"
        case Refusal() | EmbeddedError() | WrongVersion() | WrongKey() | FileDamaged():
            return plain(str(error)).replace("\n", " ")  # names of files may hold anything
    return path_sentence(error)


def _command_of(error: CycloptsError) -> str:
    return " ".join(["zhijiang", *(error.command_chain or ())])


def _usage_problem(error: CycloptsError) -> str:
    match error:
        case UnknownCommandError():
            return _unknown_command(error)
        case UnknownOptionError():
            return f"没有“{error.token.keyword or error.token.value}”这个选项。"
        case MissingArgumentError():
            return f"缺少参数 {_argument_of(error)}。"
        case CoercionError() if error.token is not None:
            return f"{_argument_of(error)} 不能是“{error.token.value}”。"
        case ValidationError():
            return f"{_argument_of(error)} 的取值不对。"
        case RepeatArgumentError():
            return f"{_argument_of(error)} 只能写一次。"
        case UnusedCliTokensError():
            return f"多出了参数：{' '.join(error.unused_tokens or ())}。"
    return "参数不对。"


def _unknown_command(error: UnknownCommandError) -> str:
    word = (error.unused_tokens or [""])[0]
    names = [name for name in error.app or () if not name.startswith("-")]
    close = difflib.get_close_matches(word, names, n=1)
    return f"没有“{word}”这个命令" + (f"，是不是 {close[0]}？" if close else "。")


def _argument_of(error: CycloptsError) -> str:
    return error.argument.name if error.argument else "参数"
