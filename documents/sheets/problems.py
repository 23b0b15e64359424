"""What is wrong with a file that came in, said so that its sender can put it right.

FormRefused   the file as a whole cannot be used; carries every problem found
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rules.errors import Refusal


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to put right: `sentence` names the file, the sheet and the cell by itself.

    `sheet` and `cell` are "" where the whole file or the whole sheet is meant; `cell` is "B3", or
    a row such as "5" where no single cell is at fault.
    """

    file: str
    sheet: str
    cell: str
    sentence: str


class FormRefused(Refusal):
    """A file cannot be used, for all the reasons in `problems`.

    `partial` holds the header fields that could be read nevertheless (field name → value), so that
    somebody can be answered.
    """

    def __init__(
        self, problems: Sequence[FormProblem], partial: Mapping[str, object] | None = None
    ) -> None:
        assert problems, "a refusal names at least one problem"
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)
        self.partial = MappingProxyType(dict(partial or {}))


def about_file(file: str, what: str) -> FormProblem:
    return FormProblem(file, "", "", f"文件“{file}”{what}。")


def about_sheet(file: str, sheet: str, what: str) -> FormProblem:
    return FormProblem(file, sheet, "", f"文件“{file}”的工作表“{sheet}”{what}。")


def about_cell(file: str, sheet: str, cell: str, header: str, what: str) -> FormProblem:
    place = f"第{cell}行" if cell.isdigit() else f"单元格{cell}"
    named = f"（{header}）" if header else ""
    return FormProblem(file, sheet, cell, f"文件“{file}”的工作表“{sheet}”{place}{named}{what}。")


def refuse_if(problems: Sequence[FormProblem], partial: Mapping[str, object] | None = None) -> None:
    """Raise `FormRefused` when there is any problem."""
    if problems:
        raise FormRefused(problems, partial)
