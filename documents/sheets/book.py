"""Reading a whole workbook: its sheets one after the other, its problems all together."""

from typing import Any, TypeVar

from documents.sheets.cells import FormModel
from documents.sheets.opening import Grid, open_book
from documents.sheets.problems import FormProblem, about_file, refuse_if
from documents.sheets.reading import Rows, read_card, read_rows

M = TypeVar("M", bound=FormModel)


class Book:
    """An opened workbook that gathers the problems of its sheets until `finish`.

    `partial` holds the cells of the cards that could be read (field name → value), and tables.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.sheets = open_book(data, name)
        self.name = name
        self.problems: list[FormProblem] = []
        self.partial: dict[str, Any] = {}

    def card(self, title: str, model: type[M], **tables: Any) -> M | None:
        """The model whose fields stand on the sheet; None if there are problems."""
        if (grid := self._sheet(title)) is None:
            return None
        entry = read_card(grid, model)
        self.partial = {**entry.values, **self.partial}
        return self.keep(*entry.build(model, **tables))

    def rows(self, title: str, model: type[M]) -> tuple[M, ...]:
        """Every row of the sheet's table; one bad row spoils the workbook."""
        read = self.good_rows(title, model)
        self.problems += read.problems
        return read.rows

    def table(self, title: str, model: type[M], name: str) -> tuple[M, ...]:
        """As `rows`; a table without a fault is in `partial` under that name."""
        before = len(self.problems)
        rows = self.rows(title, model)
        if len(self.problems) == before:
            self.partial[name] = rows
        return rows

    def good_rows(self, title: str, model: type[M]) -> Rows[M]:
        """The rows that are in order, and the others' problems, which spoil nothing else."""
        grid = self._sheet(title)
        return Rows((), ()) if grid is None else read_rows(grid, model)

    def keep(self, value: M | None, problems: tuple[FormProblem, ...]) -> M | None:
        self.problems += problems
        return value

    def refuse(self, *problems: FormProblem) -> None:
        """Add what was found wrong across sheets."""
        self.problems += problems

    def finish(self, value: M | None) -> M:
        """The value read from the workbook; `FormRefused` when there is any problem."""
        refuse_if(self.problems, self.partial)
        assert value is not None, "a workbook without problems has a value"
        return value

    def finish_with(self, value: M | None, rows: Rows[Any]) -> M:
        """As `finish`, for a form that may lose rows; one that lost all of them is refused."""
        if self.problems or not rows.rows:
            self.problems += rows.problems
        if not self.problems and not rows.rows:
            self.problems.append(about_file(self.name, "没有填写任何一行，请填写后重新提交"))
        return self.finish(value)

    def only(self, title: str, model: type[M]) -> Rows[M]:
        """The rows of a workbook whose only table they are; `FormRefused` without the sheet."""
        rows = self.good_rows(title, model)
        refuse_if(self.problems)
        return rows

    def _sheet(self, title: str) -> Grid | None:
        if title not in self.sheets:
            what = f"缺少工作表“{title}”，请使用下发的表样，不要删除或改名"
            self.problems.append(about_file(self.name, what))
        return self.sheets.get(title)
