"""What the filter of system calls refuses, on each kind of machine, and what happens without libseccomp."""

import struct
import sys

import pytest

from course_utils.grading.sandbox import bubblewrap, seccomp

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libseccomp is for Linux")


@pytest.mark.parametrize(
    ("machine", "arch", "number", "argument", "want"),
    [
        ("x86_64", 0xC000003E, 1, 0, 0x7FFF0000),  # write
        ("x86_64", 0xC000003E, 101, 0, 0x00050001),  # ptrace
        ("x86_64", 0xC000003E, 435, 0, 0x00050026),  # clone3: no such call
        ("x86_64", 0xC000003E, 56, 0x10000000, 0x00050001),  # clone into a new user namespace
        ("x86_64", 0xC000003E, 56, 0x11, 0x7FFF0000),  # fork
        ("x86_64", 0xC000003E, 251, 1, 0x00050001),  # ioprio_set
        ("x86_64", 0xC000003E, 314, 1, 0x00050001),  # sched_setattr
        ("x86_64", 0xC000003E, 41, 1, 0x7FFF0000),  # socket: Unix
        ("x86_64", 0xC000003E, 41, 2, 0x00050001),  # socket: IPv4
        ("x86_64", 0xC000003E, 41, 40, 0x00050001),  # socket: to the host of a virtual machine
        ("x86_64", 0xC000003E, 0x40000001, 0, 0x80000000),  # x32
        ("x86_64", 0x40000003, 4, 0, 0x80000000),  # 32 bit
        ("aarch64", 0xC00000B7, 64, 0, 0x7FFF0000),
        ("aarch64", 0xC00000B7, 117, 0, 0x00050001),
        ("aarch64", 0xC00000B7, 220, 0x10000000, 0x00050001),
        ("aarch64", 0xC00000B7, 30, 1, 0x00050001),
        ("aarch64", 0xC00000B7, 198, 40, 0x00050001),
        ("aarch64", 0xC00000B7, 435, 0, 0x00050026),
        ("aarch64", 0x40000028, 4, 0, 0x80000000),
    ],
)
def test_what_the_kernel_would_decide(machine, arch, number, argument, want):
    assert decide(seccomp.program(machine), {0: number, 4: arch, 16: argument}) == want


def decide(program, data):
    """Run a filter on one system call, as the kernel does."""
    steps, place, accumulator = list(struct.iter_unpack("=HBBI", program)), 0, 0
    while True:
        code, if_true, if_false, value = steps[place]
        if code == 0x06:
            return value
        if code == 0x20:
            accumulator = data.get(value, 0)
        elif code == 0x54:
            accumulator &= value
        else:
            holds = {0x15: accumulator == value, 0x35: accumulator >= value}[code]
            place += if_true if holds else if_false
        place += 1


def test_another_machine():
    with pytest.raises(ValueError, match="not on riscv64"):
        seccomp.program("riscv64")


def test_without_libseccomp_nothing_runs_and_the_package_is_named(monkeypatch):
    monkeypatch.setattr(seccomp, "LIBRARY", "libseccomp.so.none")
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: "/usr/bin/bwrap")
    bubblewrap.missing.cache_clear()
    try:
        assert "apt install libseccomp2" in bubblewrap.missing()
        with pytest.raises(OSError, match="libseccomp"):
            bubblewrap.Process("course_utils.grading.sandbox.judge_process", hidden=False, sandboxed=True)
    finally:
        monkeypatch.undo()
        bubblewrap.missing.cache_clear()


def test_a_call_that_libseccomp_does_not_know(monkeypatch):
    monkeypatch.setattr(seccomp, "_REFUSED", "no_such_call")
    with pytest.raises(OSError, match="too old to know the system call no_such_call"):
        seccomp.program()
