"""The board comes after what counts, so that it may fail."""

from collections.abc import Iterator

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from runtime.desk import open_desk
from tasks.course import show_board, show_news_if_possible
from tests.actions import factories as make
from tests.embedded_fixture import Office

pytestmark = pytest.mark.flow
NUMBER = 96


@pytest.fixture
def _no_server(stack: Office) -> Iterator[None]:
    """An edition, and nobody at the address of Prefect's server."""
    assert stack.is_answered()
    with open_desk() as desk:
        desk.session.add(make.edition(number=NUMBER, opened_at=make.OPENED))
    nobody = {PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}
    with temporary_settings(nobody):
        yield


@pytest.mark.usefixtures("_no_server")
@pytest.mark.filterwarnings("ignore:Artifact creation outside of a flow")
def test_a_board_that_cannot_be_shown_ends_no_waiting_run() -> None:
    with pytest.raises(httpx.HTTPError):
        show_board(NUMBER)

    show_news_if_possible(NUMBER)
