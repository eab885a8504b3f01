"""Runs a command that cannot open a network socket: the kernel ends the process that tries, and so its children.

A seccomp filter over `socket(2)`: only AF_UNIX (the display, the session bus) is let through; see seccomp(2), BPF in
Linux's socket filter. x86-64 Linux; needs no rights. `python sealed.py COMMAND…`.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_EQUAL, JUMP_GREATER, RETURN = 0x20, 0x15, 0x25, 0x06
KILL_PROCESS, ALLOW = 0x80000000, 0x7FFF0000
AUDIT_ARCH_X86_64, SOCKET, X32_FIRST, AF_UNIX = 0xC000003E, 41, 0x3FFFFFFF, 1
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

# One line an instruction: code, jump when true, jump when false, value.
PROGRAM = (
    (LOAD_WORD, 0, 0, ARCHITECTURE),
    (JUMP_EQUAL, 0, 6, AUDIT_ARCH_X86_64),
    (LOAD_WORD, 0, 0, NUMBER),
    (JUMP_GREATER, 4, 0, X32_FIRST),
    (JUMP_EQUAL, 0, 2, SOCKET),
    (LOAD_WORD, 0, 0, FIRST_ARGUMENT),
    (JUMP_EQUAL, 0, 1, AF_UNIX),
    (RETURN, 0, 0, ALLOW),
    (RETURN, 0, 0, KILL_PROCESS),
)


class Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))


def seal() -> None:
    """Give up network sockets for this process and all that it starts. Raises OSError when the kernel refuses."""
    code = b"".join(struct.pack("<HBBI", *instruction) for instruction in PROGRAM)
    memory = ctypes.create_string_buffer(code, len(code))
    libc = ctypes.CDLL(None, use_errno=True)
    whole = Filter(len(PROGRAM), ctypes.cast(memory, ctypes.c_void_p))
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(whole), 0, 0)):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    seal()
    os.execvp(sys.argv[1], sys.argv[1:])
