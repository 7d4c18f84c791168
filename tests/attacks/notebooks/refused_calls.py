# Makes calls that reach other processes, outlive this one, or open more of the kernel.
# %%
import ctypes
import socket

libc = ctypes.CDLL(None, use_errno=True)
space = ctypes.create_string_buffer(56)
space[0] = b"\x30"  # the size of struct sched_attr
calls = {
    "I/O priority of process 1": lambda: libc.syscall(251, 1, 1, (3 << 13)),
    "I/O priority of the group": lambda: libc.syscall(251, 2, 0, (3 << 13)),
    "I/O priority of the user": lambda: libc.syscall(251, 3, libc.getuid(), (3 << 13)),
    "slice of process 1": lambda: libc.syscall(314, 1, space, 0),
    "its own slice": lambda: libc.syscall(314, 0, space, 0),
    "io_uring": lambda: libc.syscall(425, 8, space),
    "perf events": lambda: libc.syscall(298, space, 0, -1, -1, 0),
    "userfaultfd": lambda: libc.syscall(323, 0),
    "a program in the kernel": lambda: libc.syscall(321, 0, space, 48),
    "a file without a name": lambda: libc.syscall(319, b"x", 0),
    "another process's memory": lambda: libc.syscall(310, 1, space, 1, space, 1, 0),
    "a file descriptor of process 1": lambda: libc.syscall(438, libc.syscall(434, 1, 0), 0, 0),
    "core scheduling with process 1": lambda: libc.prctl(62, 2, 1, 0, 0),
    "a mount": lambda: libc.syscall(429, -100, b"/", 1),
    "a new namespace": lambda: libc.unshare(0x20000000),
}
made = [what for what, make in calls.items() if make() >= 0]
for family in ("AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG", "AF_BLUETOOTH", "AF_TIPC"):
    try:
        made.append(socket.socket(getattr(socket, family), socket.SOCK_RAW if family == "AF_NETLINK" else socket.SOCK_STREAM) and family)
    except (OSError, AttributeError):
        continue


def neuron(x, w, b):
    return ", ".join(made) or "nothing"
