"""Whatever people hand in as files: recognised, taken, kept, and answered line by line.

Every file and every package is a transaction of its own, so a bad one costs nobody else anything.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from actions.entry.packages import receive_package
from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in import unpacking
from actions.handed_in.admitting import (
    NotKept,
    admit,
    admit_package,
    is_admitted,
    keep_aside,
)
from actions.handed_in.takers import TAKERS
from actions.papers.register import file_scan, paper_named
from actions.report import Line
from documents.forms.kinds import kind_of
from documents.material import fault_of
from documents.plain import file_name
from documents.sheets.problems import FormProblem, FormRefused
from models.edition import Edition
from models.files import StoredFile
from rules.errors import Refusal
from runtime.desk import Desk, open_desk

APPLICATION = "application"
_UNREADABLE = "unreadable"


def import_paths(paths: Sequence[Path], edition: int) -> list[Line]:
    """Take every file and package at or below the paths; a bad one becomes lines, never an error.

    Raises:
        UnknownSubject: there is no such edition.
    """
    with open_desk() as desk:
        if desk.session.get(Edition, edition) is None:
            raise UnknownSubject(f"没有第{edition}届，请先开启，或核对届次。")
    # Scans come first: a form that names one must find it.
    found = sorted(_spread(paths), key=lambda path: path.is_dir() or _is_handled(path))
    return [line for path in found for line in _import(path, edition)]


def _spread(paths: Sequence[Path]) -> Iterator[Path]:
    """Single files and package folders; a folder of either stands for what is in it."""
    for path in paths:
        if path.is_dir() and not _is_package(path):
            yield from _spread(sorted(_inside(path)))
        else:
            yield path


def _is_package(folder: Path) -> bool:
    """A folder with an application, or with nothing in it that could be taken by itself."""
    inside = _inside(folder)
    kinds = {_kind_at(one) for one in inside if one.suffix.lower() == ".xlsx"}
    if APPLICATION in kinds:
        return True
    others = any(one.is_dir() or one.suffix.lower() == ".zip" for one in inside)
    return bool(inside) and not others and kinds <= {None} and any(map(_is_form, inside))


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder; links are left alone, for they may lead anywhere or round."""
    return [
        one for one in folder.iterdir() if not one.is_symlink() and not unpacking.is_noise(one.name)
    ]


def _is_form(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" or "申报" in path.name


def _kind_at(path: Path) -> str | None:
    try:
        return kind_of(unpacking.read_file(path), path.name)
    except ActionRefused:
        return None


def _is_handled(path: Path) -> bool:
    return path.suffix.lower() in {".xlsx", ".zip"}


def _import(path: Path, edition: int) -> list[Line]:
    try:
        return _take_in(path, edition)
    except IntegrityError:  # somebody took something in at the same instant: look again, once
        return _after_a_clash(path, edition)


def _after_a_clash(path: Path, edition: int) -> list[Line]:
    try:
        return _take_in(path, edition)
    except IntegrityError:
        _keep_unreadable(path, edition)
        sentence = f"文件“{file_name(path.name)}”与已登记的内容冲突，没有收入，请核对是否重复。"
        return [Line(file_name(path.name), "", ok=False, sentence=sentence)]


def _take_in(path: Path, edition: int) -> list[Line]:
    name = file_name(path.name)
    try:
        if path.is_dir():
            return take_package(unpacking.read_folder(path), edition, name)
        if path.suffix.lower() == ".zip":
            return take_package(unpacking.read_zip(path, name), edition, name)
        return _file(unpacking.read_file(path), edition, name)
    except NotKept as refused:
        return [Line(name, "", ok=False, sentence=str(refused))]
    except FormRefused as refused:
        lines = [_problem(one) for one in refused.problems]
    except Refusal as refused:
        lines = [Line(name, "", ok=False, sentence=str(refused))]
    _keep_unreadable(path, edition)
    return lines


def _keep_unreadable(path: Path, edition: int) -> None:
    """What was refused stays, unless it must not be kept, is too large or cannot be read."""
    try:
        data = b"" if path.is_dir() else unpacking.read_file(path)
    except ActionRefused:
        return
    if data:
        name = file_name(path.name)
        with open_desk() as desk:
            if is_admitted(desk, edition, data, name):
                _keep(desk, data, name, _UNREADABLE, edition)


def _file(data: bytes, edition: int, name: str) -> list[Line]:
    if Path(name).suffix.lower() != ".xlsx":
        return _attachment(data, edition, name)
    kind = kind_of(data, name)
    if kind == APPLICATION:
        return take_package({name: data}, edition, name)
    with open_desk() as desk:
        admit(desk, edition, data, name)
    if kind is None:
        raise ActionRefused(
            f"文件“{name}”不是下发的表样或已损坏，无法识别，请用下发的表样填写后重新提交。"
        )
    return _form(kind, data, edition, name)


def _attachment(data: bytes, edition: int, name: str) -> list[Line]:
    with open_desk() as desk:
        admit(desk, edition, data, name)
        if fault := fault_of(data, name):
            keep_aside(desk, edition, {name: data})
            return [Line(name, "", ok=False, sentence=fault)]
        _keep(desk, data, name, "attachment", edition)
        return [_beside_paper(desk, data, name, edition)]


def _beside_paper(desk: Desk, data: bytes, name: str, edition: int) -> Line:
    """A scan that bears a paper's name lies beside that paper; other files are kept as they are."""
    paper = paper_named(desk, edition, name)
    if paper is None:
        return Line(name, "", ok=True, sentence=f"附件“{name}”已存档。")
    copy = file_scan(desk, paper.key, data, name, actor="导入")
    sentence = f"已归入“{paper.title}”，登记为{copy.file_name}，与原件校验值绑定。"
    return Line(name, paper.key, ok=True, sentence=sentence)


def take_package(files: Mapping[str, bytes], edition: int, name: str) -> list[Line]:
    """One package, in a transaction of its own."""
    if not files:
        raise ActionRefused(f"“{name}”里没有文件，请检查后重新提交。")
    with open_desk() as desk:
        admitted = admit_package(desk, edition, files, name)
        lines = receive_package(desk, edition, admitted.files, name) if admitted.files else []
        keep_aside(desk, edition, admitted.aside)
        return [*lines, *admitted.lines]


def _form(kind: str, data: bytes, edition: int, name: str) -> list[Line]:
    read, take = TAKERS[kind]
    form = read(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    with open_desk() as desk:
        _keep(desk, data, name, kind, edition)
        lines = take(desk, edition, form, source=name, sha256=sha256)
    told = {line.sentence for line in lines}
    unread = [one for one in getattr(form, "problems", ()) if one.sentence not in told]
    return [*lines, *map(_problem, unread)]


def _keep(desk: Desk, data: bytes, name: str, kind: str, edition: int) -> None:
    """Keep the file, once under its name however often it is handed in."""
    sha256 = hashlib.sha256(data).hexdigest()
    query = select(StoredFile.id).where(
        StoredFile.sha256 == sha256,
        StoredFile.name == name,
        StoredFile.kind == kind,
        StoredFile.edition == edition,
    )
    if desk.session.exec(query).first() is None:
        desk.keep(data, name, kind=kind, edition=edition)
        desk.session.flush()
        if kind == _UNREADABLE:
            desk.record("file.unreadable", name, edition=edition, sha256=sha256)


def _problem(one: FormProblem) -> Line:
    place = "!".join(part for part in (one.sheet, one.cell) if part)
    return Line(one.file, place, ok=False, sentence=one.sentence)
