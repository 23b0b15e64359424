"""How a running worker is stopped from outside."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def cancelled_by_signal() -> Iterator[None]:
    """Cancels this task at a signal.

    Prefect's own handler passes the signal on to what was there before, which ignores it where a
    shell script started the worker in the background.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None, "a coroutine runs in a task"

    def stop(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        task.cancel()

    numbers = (signal.SIGTERM, signal.SIGINT)
    for number in numbers:
        loop.add_signal_handler(number, stop, number)
    yield
    for number in numbers:
        loop.remove_signal_handler(number)
