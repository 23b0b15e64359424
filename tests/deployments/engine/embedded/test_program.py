"""A program of the embedded server, and whatever it starts, writes for its own user alone."""

import os
import sys
from pathlib import Path

from deployments.engine.embedded.program import Program, Running

_WRITES = "from pathlib import Path; Path('file').touch(); Path('folder').mkdir()"


def test_what_a_program_writes_only_its_user_can_read(tmp_path: Path) -> None:
    former = os.umask(0o022)
    command = ("/bin/sh", "-c", f'cd {tmp_path} && "$0" -c "$1"', sys.executable, _WRITES)

    running = Running(Program("writer", command, dict(os.environ), tmp_path / "log"))
    code = running.wait(30)

    running.stop()
    os.umask(former)
    assert code == 0
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("file", "folder")]
    assert modes == [0o600, 0o700]
