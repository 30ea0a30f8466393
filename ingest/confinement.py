"""What a reading process may still do once it has begun: read files, and answer over the pipe it was given.

Linux takes the rest away for good, from the process alone: no new privileges, and a filter of system calls that refuses the
network, other programs, new processes, and every change of a file. Limits of the process hold where there is no such filter:
nothing is written to a file, no core is dumped, memory is bounded. What the platform does not have is left out, never an error.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import resource
import struct
from dataclasses import dataclass

from ingest.readers.limits import MEBIBYTE, Limits

SET_SECCOMP, FILTER_MODE, SET_NO_NEW_PRIVILEGES = 22, 2, 38
# Flags of open: for writing (1, 2), to make (0o100), to empty (0o1000), to append (0o2000). A thread is no new process.
WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000
THREAD = 0x10000
# Instructions of a filter, what it looks at, and what it returns.
LOAD, EQUAL, ANY_BIT, AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
CALL_NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16
ALLOW, REFUSE, ABSENT = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
# Numbers from here on are calls of another kind of program on the same machine (x32), which would pass the lists.
OTHER_CALLS = 0x40000000


@dataclass(frozen=True, slots=True)
class _Calls:
    """Numbers of system calls of one machine. `opening` says at which place each call has its flags."""

    machine: int
    network: tuple[int, ...]
    processes: tuple[int, ...]
    files: tuple[int, ...]
    nodes: tuple[int, ...]
    around: tuple[int, ...]
    opening: tuple[tuple[int, int], ...]
    clone: int
    clone3: int = 435


# network: socket, connect, accept, bind, listen, sendto, socketpair, accept4. processes: fork, vfork, execve, execveat, kill,
# tkill, tgkill, ptrace, process_vm_*. files: truncate, ftruncate, rename*, mkdir*, rmdir, creat, link*, unlink*, symlink*,
# chmod*, chown*. nodes: mknod*, utime*, *xattr. around: mount, umount, pivot_root, chroot, unshare, setns, io_uring_setup, bpf,
# perf_event_open, keyctl, add_key, openat2.
CALLS = {
    "x86_64": _Calls(
        machine=0xC000003E,
        network=(41, 42, 43, 49, 50, 44, 53, 288),
        processes=(57, 58, 59, 322, 62, 200, 234, 101, 310, 311),
        files=(76, 77, 82, 264, 316, 83, 258, 84, 85, 86, 265, 87, 263, 88, 266, 90, 91, 268, 452, 92, 93, 94, 260),
        nodes=(133, 259, 132, 235, 261, 280, 188, 189, 190, 197, 198, 199),
        around=(165, 166, 155, 161, 272, 308, 425, 321, 298, 250, 248, 437),
        opening=((2, 1), (257, 2)),
        clone=56,
    ),
    "aarch64": _Calls(
        machine=0xC00000B7,
        network=(198, 203, 202, 200, 201, 206, 199, 242),
        processes=(221, 281, 129, 130, 131, 117, 270, 271),
        files=(45, 46, 38, 276, 34, 35, 36, 37, 53, 52, 452, 54, 55),
        nodes=(33, 88, 5, 6, 7, 14, 15, 16),
        around=(40, 39, 41, 51, 97, 268, 425, 280, 241, 219, 217, 437),
        opening=((56, 2),),
        clone=220,
    ),
}


def confine(limits: Limits) -> None:
    """Confine this process to reading. Called once, after the modules that read are imported."""
    _lower(resource.RLIMIT_DATA, limits.memory_mebibytes * MEBIBYTE)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError, AttributeError):
        _refuse_calls(ctypes.CDLL(None, use_errno=True))


def _lower(kind: int, most: int) -> None:
    """Set a limit that the process cannot raise again; a lower one that it was given stays."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, most))


def _refuse_calls(library: ctypes.CDLL) -> None:
    library.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    calls = CALLS.get(platform.machine())
    if calls is not None:
        program = _program(calls)
        code = ctypes.create_string_buffer(program, len(program))
        holder = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
        library.prctl(SET_SECCOMP, FILTER_MODE, ctypes.c_char_p(holder), 0, 0)


def _program(calls: _Calls) -> bytes:
    """The filter: code, how far to jump where it holds and where not, and the value it compares with, eight bytes a step."""
    steps = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, calls.machine), (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, CALL_NUMBER)]
    steps += [(AT_LEAST, 0, 1, OTHER_CALLS), (RETURN, 0, 0, REFUSE), (EQUAL, 0, 1, calls.clone3), (RETURN, 0, 0, ABSENT)]
    for number in (*calls.network, *calls.processes, *calls.files, *calls.nodes, *calls.around):
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    flagged = [(number, place, WRITING, REFUSE, ALLOW) for number, place in calls.opening]
    for number, place, bits, if_set, if_not in (*flagged, (calls.clone, 0, THREAD, ALLOW, REFUSE)):
        steps += [(EQUAL, 0, 4, number), (LOAD, 0, 0, FIRST_ARGUMENT + 8 * place), (ANY_BIT, 0, 1, bits)]
        steps += [(RETURN, 0, 0, if_set), (RETURN, 0, 0, if_not)]
    steps.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
