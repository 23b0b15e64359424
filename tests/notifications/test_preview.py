from notifications.preview import PAGE, page


def test_page_of_messages_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m notifications.preview"
