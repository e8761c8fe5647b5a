"""Run one command with a limit of time and memory, and say what it used.

A program of its own, ``python launch.py SECONDS GIGABYTES COMMAND…``: the operating system counts
the peak memory of a child from the memory of the process that starts it, so that must be small.
Prints one JSON object: wall and CPU seconds, peak resident bytes, the exit code (None where the
time ended it) and the last words of standard error.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress

_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
_SAID = 2_000


def main() -> int:
    """Run it and print what it used; its output is thrown away."""
    limit, memory, command = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory * 2**30),) * 2)
    stopped = threading.Event()
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
        )

        def stop() -> None:
            stopped.set()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)  # the process and the children it waited for
        wall = time.perf_counter() - begin
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")[-_SAID:]
    figures = {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * _UNIT,
        "code": None if stopped.is_set() else process.returncode,
        "said": said,
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
