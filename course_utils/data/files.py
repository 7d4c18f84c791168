"""Files of a data set too large for the package: in a teacher's folder, in Keras's cache, or fetched by Keras."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KERAS_SERVER = "https://storage.googleapis.com"  # of Keras's loaders; only asked "are you there?"
REACH_SECONDS = 5  # for the server to answer at all
STALL_SECONDS = 10  # for the next bytes of a download
SILENT_SECONDS = 120  # for any sign of life of the downloading process, its import of Keras included
# -P keeps a file of the learner's that is called random.py, say, from being imported in place of Python's.
DOWNLOADER = (
    sys.executable,
    "-P",
    "-c",
    "import socket, sys; socket.setdefaulttimeout(float(sys.argv[2])); import keras; "
    "loader = getattr(keras.datasets, sys.argv[1]); loader.load_data(); "
    "getattr(loader, 'get_word_index', int)()",
)


class DataError(ValueError):
    """A data set cannot be loaded; the message names what is wrong, where, and the way out."""


@dataclass(frozen=True)
class FileSet:
    """The files of one data set, and how they are read.

    Attributes
    ----------
    name, title : str
        What Keras calls its loader, and what people call the data set.
    call : str
        What a learner writes to load it: ``load_digits("mnist")``.
    megabytes : float
        What Keras downloads.
    names : tuple of str
        The files, relative to the folder that COURSE_DATA_DIR names and to Keras's cache alike.
    read : callable
        ``read(file: Path)`` gives a dict; raises what `naming` turns into a DataError.
    whole : str
        The file or folder that is the data set, for messages.
    without : str
        What the course offers that needs no network.
    checksums : dict of str to callable
        For files that Keras deletes when their checksum is another than ``expected()``, a SHA-256 or MD5.
    """

    name: str
    title: str
    call: str
    megabytes: float
    names: tuple[str, ...]
    read: Callable[[Path], Mapping[str, Any]]
    whole: str
    without: str
    checksums: dict[str, Callable[[], str]] = field(default_factory=dict)

    @property
    def by_hand(self) -> str:
        """The way to the data set that needs no network."""
        if len({Path(name).parent for name in self.names}) == 1 and Path(self.names[0]).parent != Path("."):
            folder = Path(self.names[0]).parent
            what = f"a folder {folder} with {', '.join(Path(name).name for name in self.names)}"
        else:
            what = " and ".join(self.names)
        return f"put {what} into a folder and set the environment variable COURSE_DATA_DIR to that folder's path"

    def load(self) -> dict[str, Any]:
        """Return what the files hold, in one dict: from COURSE_DATA_DIR, else Keras's cache, else downloaded.

        Raises
        ------
        DataError
        """
        files = self._in_data_dir()
        if files:
            return self._read(files, f"Put the original there, or remove {self.whole} so that Keras downloads it.")
        return self._from_keras()

    def at_hand(self) -> tuple[bool, str, str]:
        """Tell whether the files are there, where or why not, and how to get them; read nothing but checksums."""
        get = f"go online and call {self.call}: Keras downloads {self.megabytes} MB; or {self.by_hand}"
        try:
            files = self._in_data_dir()
            if not files:
                files = self._cached()
                self._refuse_other_than_keras_files(files)
        except DataError as problem:
            return False, str(problem), get
        place = files[0] if len(files) == 1 else files[0].parent
        missing = [file.name for file in files if not os.path.isfile(file)]
        if not missing:
            return True, str(place), ""
        if len(missing) < len(files):
            return False, f"{place} lacks {', '.join(missing)}", get
        return False, "not on this computer", get

    def _in_data_dir(self) -> list[Path] | None:
        """Return the files in COURSE_DATA_DIR, or None where it has none of them."""
        named = os.environ.get("COURSE_DATA_DIR")
        if not named:
            return None
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise DataError(
                f"COURSE_DATA_DIR is {named!r}, but this folder does not exist. Set it to the folder "
                f"with the data sets, or unset it; {self.without} works without it."
            )
        there = any(os.path.lexists(folder / Path(name).parts[0]) for name in self.names)
        return [folder / name for name in self.names] if there else None

    def _read(self, files: list[Path], way_out: str) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for file in files:
            with naming(file, way_out):
                content |= self.read(file)
        return content

    def _cached(self) -> list[Path]:
        """Return where Keras keeps the files, there or not."""
        return [keras_home() / "datasets" / name for name in self.names]

    def _from_keras(self) -> dict[str, Any]:
        files = self._cached()
        way_out = "Keras cannot read it, and the course does not touch it. Delete it or move it away, and load again."
        there = [file for file in files if os.path.lexists(file)]
        self._refuse_other_than_keras_files(there)
        if len(there) < len(files):
            self._read(there, way_out)
            self._download(files, there)
        return self._read(files, way_out)

    def _refuse_other_than_keras_files(self, files: list[Path]) -> None:
        keep = f"If it is yours, move it: {self.by_hand}. If not, delete it and load again."
        for file in files:
            if file.name not in self.checksums or not os.path.lexists(file):
                continue
            with naming(file, keep):
                expected = self.checksums[file.name]()
                kind = "SHA-256" if len(expected) == 64 else "MD5"
                with file.open("rb") as stream:
                    actual = hashlib.file_digest(stream, kind.replace("-", "")).hexdigest()
                if actual != expected:
                    raise ValueError(
                        f"its {kind} begins with {actual[:12]}, but Keras expects a file whose {kind} begins with "
                        f"{expected[:12]}. Keras would delete it; the course does not touch it"
                    )

    def _download(self, files: list[Path], there: list[Path]) -> None:
        """Have Keras's loader fetch what is missing, in a process and a folder of its own.

        Keras deletes and overwrites in its cache. It is therefore given a new one; what arrives and is whole is
        moved into the real cache. A process can be stopped when a server falls silent, a thread cannot.
        """
        instead = f"Go online and try again, or {self.by_hand}. {self.without} needs no network."
        problem = _why_unreachable()
        if problem:
            raise DataError(
                f"{self.name} ({self.title}) is not on this computer, and {KERAS_SERVER} cannot be "
                f"reached: {problem}. {instead}"
            )
        home = keras_home()
        try:
            home.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="download-", dir=home) as folder:
                arrived = [Path(folder) / file.relative_to(home) for file in files]
                arrived[0].parent.mkdir(parents=True)
                for file in there:
                    shutil.copy(file, arrived[0].parent)
                problem = self._run_downloader(Path(folder))
                if problem:
                    raise DataError(f"{self.name} ({self.title}) could not be downloaded: {problem}. {instead}")
                self._read(arrived, instead)
                files[0].parent.mkdir(parents=True, exist_ok=True)
                for new, file in zip(arrived, files, strict=True):
                    if not os.path.lexists(file):
                        new.replace(file)
        except OSError as error:
            raise DataError(
                f"the download cannot be kept in {home}: {error.strerror or error}. Set the "
                "environment variable KERAS_HOME to a folder that you may write into."
            ) from error

    def _run_downloader(self, folder: Path) -> str | None:
        """Run Keras's loader with its cache in folder, show progress; return None, or what went wrong."""
        log = folder / "log.txt"
        environment = os.environ | {
            "KERAS_HOME": str(folder),
            "KERAS_BACKEND": "tensorflow",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        total, progress, last_size, last_change = self.megabytes, "", -1, time.monotonic()
        print(f"Keras is downloading {self.title}: {total} MB", flush=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*DOWNLOADER, self.name, str(STALL_SECONDS)],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            try:
                while process.poll() is None:
                    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
                    if size != last_size:
                        last_size, last_change = size, time.monotonic()
                        if progress != (progress := f"\r{min(size / 1e6, total):.1f} of {total} MB"):
                            print(progress, end="", flush=True)
                    elif time.monotonic() - last_change > SILENT_SECONDS:
                        return f"no data has arrived for {SILENT_SECONDS} s"
                    time.sleep(0.2)
            finally:
                process.kill()
                process.wait()
                print()
        if process.returncode:
            lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            return lines[-1] if lines else f"the downloading process ended with code {process.returncode}"
        return None


def keras_home() -> Path:
    """Return the folder that Keras documents for its downloads: KERAS_HOME, else ~/.keras."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


@contextmanager
def naming(file: Path, way_out: str) -> Iterator[None]:
    """Turn whatever goes wrong with a file into a DataError that names the file and the way out."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe would wait for ever
            raise ValueError("it is a folder or a device, not a file")
        yield
    except FileNotFoundError as error:
        raise DataError(f"{file} is missing. {way_out}") from error
    except EOFError as error:
        raise DataError(
            f"{file} cannot be used: it ends too early, perhaps because a download was interrupted. {way_out}"
        ) from error
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{file} cannot be used: {reason}. {way_out}") from error


def _why_unreachable() -> str | None:
    """Ask Keras's server for any answer; return None, or what went wrong."""
    outcome: list[str | None] = [f"no answer within {REACH_SECONDS} s"]

    def ask() -> None:
        try:
            # A new opener: urlopen keeps the proxy settings that it saw first.
            urllib.request.build_opener().open(KERAS_SERVER, timeout=REACH_SECONDS).close()
            outcome[0] = None
        except urllib.error.HTTPError as answer:  # an answer all the same
            answer.close()
            outcome[0] = None
        except OSError as error:
            outcome[0] = str(getattr(error, "reason", error))

    # In a thread, because looking up a name can take longer than any timeout that sockets obey.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(REACH_SECONDS + 1)
    return outcome[0]
