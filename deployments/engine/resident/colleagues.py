"""The other workers of a pool, as Prefect knows them: on this machine or on another."""

from dataclasses import dataclass

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import WorkerStatus

from deployments.engine.resident.owner import Owner

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Names of workers: those heard of lately, those not, and those not for the second time.

    When the server comes back it has heard of nobody for a while, so a look that misses a worker
    is not enough. No two workers have one name: a run taken by another process of this worker's own
    name was taken by its dead predecessor, perhaps on another machine.
    """

    own: str
    heard_of: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    @property
    def is_alone(self) -> bool:
        return not self.heard_of

    @property
    def lost(self) -> frozenset[str]:
        """Names under which nobody is at work on another machine."""
        return self.silent | {self.own}

    def may_judge(self, owner: Owner) -> bool:
        """One worker looks after lost machines, or two would put back the same run."""
        is_first = all(self.own < name for name in self.heard_of)
        return is_first or owner.is_here or owner.worker == self.own


async def look_around(client: PrefectClient, pool: str, before: Colleagues) -> Colleagues:
    """``before`` is what the last look showed."""
    workers = await client.read_workers_for_work_pool(pool, offset=0, limit=_PAGE)
    heard_of = {one.name for one in workers if one.status is WorkerStatus.ONLINE}
    missed = frozenset(one.name for one in workers) - heard_of - {before.own}
    silent = missed & before.missed
    return Colleagues(before.own, frozenset(heard_of - {before.own}), missed, silent)
