"""What a piece of code takes: run in a process of its own and asked afterwards.

Its own peak is read from ``VmHWM``: ``ru_maxrss`` also counts the process that it was forked from.
"""

import subprocess
import sys

_ASK = """
import resource
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(own.split()[1]) // 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def megabytes_of(code: str, *arguments: str) -> tuple[str, int]:
    """What the code printed, and the most memory that it or a child of it held."""
    run = subprocess.run(
        [sys.executable, "-c", code + _ASK, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    *said, own, children = run.stdout.splitlines()
    return "\n".join(said), max(int(own), int(children))
