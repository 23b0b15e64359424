"""What a child is told before it begins."""

from uuid import uuid4

import pytest
from prefect.client.schemas.objects import WorkPool

from deployments.engine.resident.readiness import patience


@pytest.mark.parametrize(
    ("of_pool", "has_room", "longest"),
    [(None, True, 1), (None, False, 0), (3, True, 0)],
    ids=["room for the next one", "a worker that is full", "a pool with a limit"],
)
def test_a_run_lets_the_next_one_go_first_unless_it_keeps_its_place(
    of_pool: int | None, *, has_room: bool, longest: float
) -> None:
    pool = WorkPool(name="a", type="resident", concurrency_limit=of_pool, default_queue_id=uuid4())

    assert patience(pool, has_room=has_room) == longest
