"""One reading worker: a process of its own that reads files for `ingest.workers`, until it is told to stop or killed.

Started as `python -m ingest.worker FD`: FD is a connection over which source files arrive and outcomes go back.
"""

from __future__ import annotations

import gc
import signal
import sys
from multiprocessing.connection import Connection

from ingest.confinement import confine
from ingest.readers.limits import Limits
from ingest.reading import read_source

# How many new values are made between two looks at them, and how many such looks between two at older ones.
VALUES_BETWEEN_LOOKS, LOOKS_AT_NEW = 20_000, 10


def serve(connection: Connection, limits: Limits) -> None:
    """Read one file after another until the other side goes away. Memory beyond the limit fails inside this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(limits)
    settle()
    while True:
        try:
            source = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(read_source(source, limits))


def settle() -> None:
    """What the imports made stays: looking through it again and again for what is no longer used costs a tenth of the time.

    A page makes thousands of values and hardly ever a circle of them, so what is new is looked through less often too.
    """
    gc.freeze()
    gc.set_threshold(VALUES_BETWEEN_LOOKS, LOOKS_AT_NEW, LOOKS_AT_NEW)


def main() -> None:
    """Serve the connection whose number is the first argument; the limits arrive first."""
    connection = Connection(int(sys.argv[1]))
    serve(connection, connection.recv())


if __name__ == "__main__":
    main()
