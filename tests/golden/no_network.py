# SPDX-License-Identifier: Apache-2.0
"""no_network.py COMMAND...: runs it, and all that it starts, so that whatever opens a socket that
reaches beyond the machine's own files (anything but AF_UNIX) is killed by SIGSYS.

By a filter of system calls, which needs no privileges. Exit code 77 where the system has none.
"""
import ctypes
import os
import platform
import struct
import sys

SOCKET = {"x86_64": 41, "aarch64": 198}  # numbers of the system call
SECCOMP_DATA_NUMBER, SECCOMP_DATA_FIRST_ARGUMENT = 0, 16
AF_UNIX = 1
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06  # classic BPF
ALLOW, KILL_PROCESS = 0x7FFF0000, 0x80000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
NOT_POSSIBLE = 77


def program(number):
    """Kills where `number` is called with a first argument that is not AF_UNIX."""
    steps = [(LOAD, 0, 0, SECCOMP_DATA_NUMBER),
             (JUMP_EQUAL, 0, 2, number),
             (LOAD, 0, 0, SECCOMP_DATA_FIRST_ARGUMENT),
             (JUMP_EQUAL, 0, 1, AF_UNIX),
             (RETURN, 0, 0, ALLOW),
             (RETURN, 0, 0, KILL_PROCESS)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps), len(steps)


def forbid_network():
    """False where the system cannot."""
    if platform.machine() not in SOCKET:
        return False
    code, count = program(SOCKET[platform.machine()])
    steps = ctypes.create_string_buffer(code)
    described = ctypes.create_string_buffer(struct.pack("@HP", count, ctypes.addressof(steps)))
    prctl = ctypes.CDLL(None).prctl
    zero = ctypes.c_ulong(0)
    if prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) != 0:
        return False
    return prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), described, zero, zero) == 0


if __name__ == "__main__":
    if not forbid_network():
        sys.exit(NOT_POSSIBLE)
    os.execv(sys.argv[1], sys.argv[1:])
