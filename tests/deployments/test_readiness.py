"""What a child is told before it begins."""

from uuid import uuid4

import anyio
import pytest
from prefect.client.schemas.objects import WorkPool

from deployments.resident.readiness import patience


@pytest.mark.parametrize(
    ("limits", "longest"),
    [((None, None), 1), ((None, 2), 1), ((None, 1), 0), ((3, None), 0)],
    ids=["no limit", "room for the next one", "a worker for one", "a pool with a limit"],
)
def test_a_run_lets_the_next_one_go_first_unless_it_keeps_its_place(
    limits: tuple[int | None, int | None], longest: float
) -> None:
    of_pool, of_worker = limits
    pool = WorkPool(name="a", type="resident", concurrency_limit=of_pool, default_queue_id=uuid4())

    async def found() -> float:
        limiter = None if of_worker is None else anyio.CapacityLimiter(of_worker)
        if limiter is not None:
            limiter.acquire_on_behalf_of_nowait("the run itself")
        return float(patience(pool, limiter))

    assert anyio.run(found) == longest
