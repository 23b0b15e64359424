from hypothesis import given
from hypothesis import strategies as st

from notifications.mail import Mail
from notifications.mime import Author
from tests.notifications.factories import NOW

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(
    name=_WORDS, subject=_WORDS, text=_WORDS, html=_WORDS, sender=st.sampled_from(["", "质量办"])
)
def test_a_letter_without_files_is_what_yagmail_prepares(
    name: str, subject: str, text: str, html: str, sender: str
) -> None:
    mail = Mail(name, name, "a@b.cn", f"关于{subject}", text, html, NOW)
    author = Author("zhijiang@city.example", sender)

    assert author.source(mail) == author.prepared(mail).as_string()
