"""The filter on system calls: a program that the kernel takes, for machines whose numbers we know."""

import struct

import pytest

from course_utils.grading.sandbox import seccomp


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_lands_within_the_program(machine):
    program = seccomp.program(machine)
    steps = list(struct.iter_unpack("=HBBI", program))
    assert len(program) == 8 * len(steps) and len(steps) < 4096  # the kernel's limit
    for place, (code, if_true, if_false, _) in enumerate(steps):
        if code != 0x06:
            assert place + 1 + max(if_true, if_false) < len(steps)
    assert steps[-1][0] == 0x06


@pytest.mark.parametrize(
    ("machine", "arch", "number", "argument", "want"),
    [
        ("x86_64", 0xC000003E, 1, 0, 0x7FFF0000),  # write
        ("x86_64", 0xC000003E, 101, 0, 0x00050001),  # ptrace
        ("x86_64", 0xC000003E, 435, 0, 0x00050026),  # clone3: no such call
        ("x86_64", 0xC000003E, 56, 0x10000000, 0x00050001),  # clone into a new user namespace
        ("x86_64", 0xC000003E, 56, 0x11, 0x7FFF0000),  # fork
        ("x86_64", 0xC000003E, 0x40000001, 0, 0x00050026),  # x32
        ("x86_64", 0x40000003, 4, 0, 0x80000000),  # 32 bit
        ("aarch64", 0xC00000B7, 64, 0, 0x7FFF0000),
        ("aarch64", 0xC00000B7, 117, 0, 0x00050001),
        ("aarch64", 0xC00000B7, 220, 0x10000000, 0x00050001),
    ],
)
def test_what_the_kernel_would_decide(machine, arch, number, argument, want):
    assert decide(seccomp.program(machine), {0: number, 4: arch, 16: argument}) == want


def decide(program, data):
    """Run a filter on one system call, as the kernel does."""
    steps, place, held = list(struct.iter_unpack("=HBBI", program)), 0, 0
    while True:
        code, if_true, if_false, value = steps[place]
        if code == 0x06:
            return value
        if code == 0x20:
            held = data[value]
        else:
            holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            place += if_true if holds else if_false
        place += 1


def test_another_machine():
    with pytest.raises(ValueError, match="not on riscv64"):
        seccomp.program("riscv64")
