import pytest

from rules.document_number import NotADocumentNumber, document_number


@pytest.mark.parametrize(
    "typed",
    [
        "钦质强办〔2026〕9号",
        "钦质强办[2026]9号",
        "钦质强办（2026）第09号",
        "钦质强办【2026】 9 号",
        "钦质强办(2026)009号",
    ],
)
def test_however_it_is_typed_it_is_written_one_way(typed: str) -> None:
    assert document_number(typed) == "钦质强办〔2026〕9号"


def test_minutes_and_proclamations_have_their_own_numbers() -> None:
    assert document_number("第07期") == "第7期"
    assert document_number("2026年第03号") == "2026年第3号"


@pytest.mark.parametrize("typed", ["", "9号", "钦质强办〔26〕9号", "钦质强办〔2026〕0号", "待编"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotADocumentNumber, match="不是规范的文号"):
        document_number(typed)
