"""The resident worker: flow code stays loaded, and each flow run gets a forked process of its own.

``worker`` speaks to Prefect's server and is what ``prefect worker start --type resident`` starts.
``nursery`` is its handle on ``forkserver``, a clean process that has everything imported and opens
nothing; ``child`` is what a fork does; ``preload`` says what is imported and when that is stale.

No flow logic and no settings of ours: any deployment with an entrypoint in a folder can run here.
"""

from deployments.engine.resident.worker import ResidentWorker

__all__ = ["ResidentWorker"]
