"""Dask's workers on other machines, as an executor that `batch` can use."""

import importlib.util
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

PATIENCE = 20.0  # seconds, for a scheduler to answer, and for its first worker


class NoCluster(Exception):
    """Raised when there are no workers; the message is one sentence that says why and what to do."""


class NotInstalled(NoCluster):
    """Raised when Dask is not installed here."""


def demand() -> None:
    """Raise `NotInstalled` if Dask is not installed."""
    if importlib.util.find_spec("distributed") is None:
        install = 'python -m pip install -c constraints.txt -e ".[cluster]"'
        raise NotInstalled(f"--scheduler needs Dask, which is not installed: {install}")


@contextmanager
def workers(address: str) -> Iterator[Executor]:
    """Return a context with an executor whose work is done by the workers of a Dask scheduler.

    When the scheduler is gone, its futures are cancelled.

    Parameters
    ----------
    address : str
        Such as "tcp://192.168.1.5:8786".

    Raises
    ------
    NoCluster
        Where Dask is not installed, no scheduler answers, or it has no workers.
    """
    demand()
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        message = f"no Dask scheduler answers at {address}; start one there, or correct the address"
        raise NoCluster(message) from error
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = f"the Dask scheduler at {address} has no workers; start some with `dask worker {address}`"
            raise NoCluster(message) from error
        yield client.get_executor(pure=False, retries=3)
    finally:
        client.close()
