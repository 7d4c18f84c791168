"""The system calls that a sandboxed process may not make, as a filter for the kernel.

A refused call either reaches other processes (ptrace), outlives the process (keys, System V memory, message queues,
the I/O priority of process 1), holds memory that no limit counts (memfd), or opens parts of the kernel that no exercise
needs. Of sockets, only those between the processes of a sandbox are left: those to the host of a virtual machine
(vsock) know no network namespace, and those of TCP hold megabytes each. A refused call fails with EPERM; `clone3` fails
with ENOSYS, so that the C library uses `clone` instead, whose flags a filter can see. A call by the numbers of another
ABI (32 bit, x32) ends the process.
"""

import ctypes
import errno
import os
import platform
import socket
import tempfile
from typing import Any

LIBRARY = "libseccomp.so.2"
_REFUSED = """
    ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp
    shmget shmat msgget semget mq_open add_key request_key keyctl memfd_create memfd_secret
    unshare setns mount umount2 pivot_root chroot open_tree move_mount fsopen fsmount mount_setattr
    ioprio_set sched_setattr
    bpf perf_event_open userfaultfd io_uring_setup fanotify_init open_by_handle_at quotactl syslog
"""
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # those that TensorFlow has wheels for
_CLONE_NEWUSER = 0x10000000

# from seccomp.h
_ALLOW, _ERRNO, _KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
_NATIVE, _ACTION_FOR_OTHER_ABIS, _NOT_EQUAL, _MASKED_EQUAL = 0, 2, 1, 7


class _Condition(ctypes.Structure):
    """A condition on one argument of a call, ``struct scmp_arg_cmp``: which one, how to compare, mask, value."""

    _fields_ = [
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    ]


def library() -> ctypes.CDLL:
    """Load libseccomp; an OSError says that it is not installed."""
    loaded = ctypes.CDLL(LIBRARY)
    loaded.seccomp_init.restype = ctypes.c_void_p
    for name in ("arch_remove", "arch_add", "attr_set", "rule_add_exact_array", "export_bpf"):
        getattr(loaded, f"seccomp_{name}").errcheck = _raise_error
    return loaded


def _raise_error(result: int, function: Any, _: Any) -> int:
    if result < 0:
        raise OSError(-result, os.strerror(-result), function.__name__)
    return result


def program(machine: str | None = None) -> bytes:
    """Return the filter for "x86_64" or "aarch64", by default this machine, as the BPF program that bubblewrap reads.

    Raises
    ------
    ValueError
        For another kind of machine.
    OSError
        When libseccomp is not installed or cannot make the filter.
    """
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise ValueError(f"system calls are filtered on {' and '.join(_ARCHITECTURES)}, not on {machine}")
    new_user = _Condition(0, _MASKED_EQUAL, _CLONE_NEWUSER, _CLONE_NEWUSER)
    rules: list[tuple[str, int, list[_Condition]]] = [(name, errno.EPERM, []) for name in _REFUSED.split()]
    rules += [("clone3", errno.ENOSYS, []), ("clone", errno.EPERM, [new_user])]
    rules.append(("socket", errno.EPERM, [_Condition(0, _NOT_EQUAL, socket.AF_UNIX, 0)]))
    seccomp = library()
    context = ctypes.c_void_p(seccomp.seccomp_init(_ALLOW))
    try:
        seccomp.seccomp_arch_remove(context, _NATIVE)
        seccomp.seccomp_arch_add(context, _ARCHITECTURES[machine])
        seccomp.seccomp_attr_set(context, _ACTION_FOR_OTHER_ABIS, _KILL_PROCESS)
        for name, error, conditions in rules:
            number = seccomp.seccomp_syscall_resolve_name(name.encode())
            if number < 0:
                raise OSError(f"this libseccomp is too old to know the system call {name}")
            array = (_Condition * len(conditions))(*conditions)
            seccomp.seccomp_rule_add_exact_array(context, _ERRNO | error, number, len(conditions), array)
        with tempfile.TemporaryFile() as file:
            seccomp.seccomp_export_bpf(context, file.fileno())
            file.seek(0)
            return file.read()
    finally:
        seccomp.seccomp_release(context)
