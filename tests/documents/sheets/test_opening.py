"""Files that are not what they seem are refused with a sentence, in bounded time and memory."""

import io
import tracemalloc
import zipfile

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.forms.contacts import read_contacts, write_contacts
from documents.forms.kinds import kind_of
from documents.sheets.opening import MAX_BYTES, MAX_ROWS, open_book
from documents.sheets.problems import FormRefused
from tests.documents.forms import factories
from tests.documents.forms.editing import saved, with_cells

NAME = "通讯录.xlsx"


def refusal(data: bytes) -> str:
    with pytest.raises(FormRefused) as refused:
        open_book(data, NAME)
    return str(refused.value)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced or added."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", 8) as target:
        for one in source.namelist():
            if one != name:
                target.writestr(one, source.read(one))
        target.writestr(name, content)
    return result.getvalue()


def sheet_with(cells: bytes) -> bytes:
    """A workbook whose first sheet has these rows."""
    book = openpyxl.Workbook()
    book.active.title = "通讯录"
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = b"<worksheet " + space + b"><sheetData>" + cells + b"</sheetData></worksheet>"
    return with_part(saved(book), "xl/worksheets/sheet1.xml", sheet)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"x" * 99, b"%PDF-1.7", b"a,b\n1,2"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refusal(data) == (
        "文件“通讯录.xlsx”不是完整的.xlsx文件或已损坏，请用Excel或WPS打开下发的表样、"
        "填写后另存为.xlsx重新提交。"
    )


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.99])
def test_truncated_workbook_is_refused(kept: float) -> None:
    data = write_contacts(factories.contacts())

    assert "已损坏" in refusal(data[: int(len(data) * kept)])


def test_damaged_part_is_refused() -> None:
    data = write_contacts(factories.contacts())

    assert "已损坏" in refusal(with_part(data, "xl/workbook.xml", b"<workbook><sheets>"))
    assert "已损坏" in refusal(with_part(data, "xl/styles.xml", b"<styleSheet/>"[:-2]))


def test_any_flipped_byte_is_a_refusal_or_does_no_harm() -> None:
    data = write_contacts(factories.contacts())

    for at in range(0, len(data), len(data) // 150):
        flipped = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            read_contacts(flipped, NAME)
        except FormRefused as refused:
            assert NAME in str(refused)  # noqa: PT017 -- either end is right


def test_archive_without_workbook_is_refused() -> None:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr("readme.txt", "nothing")

    assert "已损坏" in refusal(result.getvalue())


def test_encrypted_or_old_format_is_refused() -> None:
    assert "请取消密码" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)


def test_password_on_the_archive_is_refused() -> None:
    data = bytearray(write_contacts(factories.contacts()))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1

    assert "已加密" in refusal(bytes(data))


def test_macros_are_refused() -> None:
    data = with_part(write_contacts(), "xl/vbaProject.bin", b"\0")

    assert "含有宏" in refusal(data)


def test_too_large_a_file_is_refused() -> None:
    assert refusal(b"PK" + b"\0" * MAX_BYTES) == (
        "文件“通讯录.xlsx”超过10MB，请删除图片后重新提交。"
    )


def test_zip_bomb_is_refused_without_unpacking() -> None:
    bomb = with_part(write_contacts(), "xl/media/image1.png", b"\0" * (60 * 2**20))
    tracemalloc.start()

    sentence = refusal(bomb)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "展开后过大" in sentence
    assert peak < 2**20


def test_entity_bomb_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    assert "已损坏" in refusal(with_part(write_contacts(), "xl/sharedStrings.xml", bomb))


@pytest.mark.parametrize("cell", ["A1048576", "XFD1", "XFD1048576"])
def test_value_in_a_far_corner_is_refused(cell: str) -> None:
    row = cell.lstrip("XFDA")
    written = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'.encode()

    assert f"超出第{MAX_ROWS}行" in refusal(sheet_with(written))


def test_empty_cells_in_far_columns_are_refused() -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (n, n) for n in range(1, 200))

    assert "范围过大" in refusal(sheet_with(rows))


def test_one_sheet_listed_many_times_is_refused() -> None:
    rows = b"".join(b'<row r="%d"><c r="CV%d" s="0"/></row>' % (n, n) for n in range(1, 4000))
    data = sheet_with(rows)
    book = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    start, end = book.index("<sheet "), book.index("</sheets>")
    sheets = "".join(
        book[start:end].replace("通讯录", f"表{n}").replace('sheetId="1"', f'sheetId="{n}"')
        for n in range(1, 300)
    )

    bomb = with_part(data, "xl/workbook.xml", (book[:start] + sheets + book[end:]).encode())

    assert "范围过大" in refusal(bomb)


def test_too_many_sheets_are_refused() -> None:
    book = openpyxl.Workbook()
    for number in range(321):
        book.create_sheet(f"表{number}")

    assert "工作表超过320张" in refusal(saved(book))


def test_formatted_but_empty_rows_do_no_harm() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_contacts(factories.contacts())))
    book["通讯录"].row_dimensions[9000].height = 20

    assert read_contacts(saved(book), NAME) == factories.contacts()


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://x")', " =A1"])
def test_formula_is_refused_with_its_cell(formula: str) -> None:
    data = with_cells(write_contacts(factories.contacts()), "通讯录", C4=formula)

    with pytest.raises(FormRefused) as refused:
        read_contacts(data, NAME)

    assert [(problem.sheet, problem.cell) for problem in refused.value.problems] == [
        ("通讯录", "C4")
    ]
    assert str(refused.value) == (
        "文件“通讯录.xlsx”的工作表“通讯录”单元格C4（联系人）是公式，请改为直接填写的内容。"
    )


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+86 777", "-", "@SUM(A1)", "'=1", "\t=1"])
def test_written_text_is_never_a_formula(text: str) -> None:
    contact = factories.contacts()[0].model_copy(update={"person": text})

    data = write_contacts([contact])

    cell = openpyxl.load_workbook(io.BytesIO(data))["通讯录"]["C4"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")
    assert read_contacts(data, NAME)[0].person == text.strip()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b"])
def test_what_cannot_be_opened_has_no_kind(data: bytes) -> None:
    assert kind_of(data, NAME) is None


def test_other_workbooks_have_no_kind() -> None:
    assert kind_of(saved(openpyxl.Workbook()), NAME) is None
