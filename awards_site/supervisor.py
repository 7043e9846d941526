"""Keep a few processes running beside each other, and let none of them outlive this one.

For the demo's one command. In production the machine's own service manager does this (README.md).
"""

import ctypes
import logging
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30.0
STEADY = 60.0
PATIENCE = 12.0


@dataclass
class Child:
    """One process that should always run: its name, its command, and how its restarts are paced (in seconds)."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.5
    not_before: float = 0.0


@dataclass
class Supervisor:
    """Starts the children, starts again what dies (with a growing pause), and ends all of them when it is told to stop."""

    children: list[Child]
    environment: Mapping[str, str]
    stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Run until SIGINT or SIGTERM; returns when every child has ended."""
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    self._keep(child)
                time.sleep(0.2)
        finally:
            self._end_all()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _keep(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.not_before:
                child.process = self._start(child)
                child.started = now
        elif child.process.poll() is not None:
            child.pause = 0.5 if now - child.started > STEADY else min(child.pause * 2, LONGEST_PAUSE)
            logger.warning("%s ended with %s; again in %.1f s", child.name, child.process.returncode, child.pause)
            child.process, child.not_before = None, now + child.pause

    def _start(self, child: Child) -> "subprocess.Popen[bytes]":
        # A session of its own, so that Ctrl-C reaches the children through this process alone and in order; and the
        # kernel ends a child whose parent was killed outright.
        return subprocess.Popen(  # noqa: S603 — our own commands, no shell
            child.command,
            env=dict(self.environment),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 — this process has no threads
        )

    def _end_all(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
