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


def serve(connection: Connection, limits: Limits) -> None:
    """Read one file after another until the other side goes away. Memory beyond the limit fails inside this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(limits)
    gc.freeze()  # what the imports made stays; looking through it again with every document costs a tenth of the time
    while True:
        try:
            source = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(read_source(source, limits))


def main() -> None:
    """Serve the connection whose number is the first argument; the limits arrive first."""
    connection = Connection(int(sys.argv[1]))
    serve(connection, connection.recv())


if __name__ == "__main__":
    main()
