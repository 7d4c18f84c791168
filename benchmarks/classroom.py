"""The live class under load: what is lost, how long learners wait, what a check costs, what survives kill -9.

    python -m benchmarks.classroom [--learners 500] [--seconds 600] [--kills 200] [--events 1000000] [--only PART]

Starts `course serve` as a process of its own and plays the laptops, all on the loopback address of this computer. The
parts are load, handins, kills, restart and check; each prints lines of one table.
"""

import argparse
import asyncio
import base64
import hashlib
import io
import json
import os
import random
import re
import secrets
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import psutil

from course_utils.checks.lesson import solutions
from course_utils.classroom import store

LESSON = "02_sequential_mlp"
EXERCISES = [*solutions(LESSON)]
MESSAGE = "You divided by the sum over all rows. Each row should add up to 1. Which axis are the classes on?"


class Server:
    """`course serve` on a folder, as a process."""

    def __init__(self, folder):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def start(self):
        """Start it, and return after how many seconds it answers."""
        words = ["serve", str(self.folder), "--port", str(self.port), "--no-browser"]
        command = [sys.executable, "-c", f"from course_utils.tools.cli import main; main({words!r})"]
        started, said = time.perf_counter(), ""
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        while "Ctrl-C stops" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"course serve has ended: {said}")
            said += line
        self.code = re.search(r"Join code: (\w+)", said)[1]
        self.link = re.search(r"(/teach\?once=\S+)", said)[1]
        return time.perf_counter() - started

    def stop(self):
        """Stop it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=30)

    def kill(self):
        """Stop it as a power failure of this process does."""
        self.process.kill()
        self.process.communicate()

    def kept_handins(self):
        """Return (person, sha256) of all hand-ins whose file is there as it was sent; the server must have stopped."""
        db = sqlite3.connect(self.folder / store.FILE)
        rows = db.execute("SELECT person, sha256, file FROM handins").fetchall()
        db.close()
        digest = lambda file: hashlib.sha256((self.folder / store.HANDINS / file).read_bytes()).hexdigest()  # noqa: E731
        return [(person, sha256) for person, sha256, file in rows if digest(file) == sha256]

    def kept_keys(self):
        """Return all (person, key) that the file holds; the server must have stopped."""
        db = sqlite3.connect(self.folder / store.FILE)
        found = [(person, key.hex()) for person, key in db.execute("SELECT person, key FROM events")]
        db.close()
        return found


class Laptop:
    """A learner's laptop: one connection, kept."""

    def __init__(self, server):
        self.server, self.token, self.streams = server, "", None

    async def ask(self, path, body=None, cookie="", kind="application/json"):
        """Return status and content of a request; a body that is not bytes is sent as JSON."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.server.port)
        reader, writer = self.streams
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += f"Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n" if content else ""
        head += f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head += f"Cookie: {cookie}\r\n" if cookie else ""
        writer.write(f"{head}\r\n".encode() + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        self.head = answer.decode()
        length = int((re.search(r"content-length: (\d+)", self.head) or [0, 0])[1])
        return int(answer[9:12]), await reader.readexactly(length)

    async def join(self, number):
        """Join the class."""
        status, content = await self.ask("/join", {"code": self.server.code, "name": f"Learner {number:03}"})
        if status != 200:
            raise RuntimeError(f"joining was refused: {content}")
        self.token = json.loads(content)["token"]

    async def send(self, key, exercise=None):
        """Send one event, and return the status."""
        passed = random.random() < 0.3
        event = {"type": "attempt", "key": key, "ago": 0.2, "lesson": LESSON, "seconds": 0.05}
        event |= {"exercise": exercise or random.choice(EXERCISES), "status": "passed" if passed else "not_yet"}
        event |= {"share": float(passed), "message": "" if passed else MESSAGE}
        body = {"events": [event], "waiting": 0}
        try:
            status, _ = await self.ask("/events", body)
        except (OSError, EOFError):  # the server has closed a connection that was quiet: again, as a laptop does
            self.hang_up()
            status, _ = await self.ask("/events", body)
        return status

    async def hand_in(self, content):
        """Hand in a file, and return the status."""
        return (await self.ask(f"/handin?lesson={LESSON}", content, kind="application/zip"))[0]

    def hang_up(self):
        """Close the connection."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


def line(what, value):
    """Print a line of the table."""
    print(f"{what:<66} {value}", flush=True)


def spread(seconds):
    """Return what is said of many durations."""
    ordered = sorted(1000 * each for each in seconds)
    half, most = ordered[len(ordered) // 2], ordered[int(0.99 * len(ordered))]
    return f"p50 {half:.1f} ms, p99 {most:.1f} ms, max {ordered[-1]:.0f} ms"


async def joined(server, count, seconds):
    """Return laptops that have joined, spread over some seconds, and how long each waited."""
    laptops, waits = [Laptop(server) for _ in range(count)], []

    async def come(number):
        await asyncio.sleep(random.uniform(0, seconds))
        started = time.perf_counter()
        await laptops[number].join(number)
        waits.append(time.perf_counter() - started)

    await asyncio.gather(*(come(number) for number in range(count)))
    return laptops, waits


async def watch(server, stop, seen):
    """Be the teacher's page: ask every second; note in `seen` when the tries of the first learner were shown."""
    page, have, tag = Laptop(server), "", ""
    await page.ask(server.link)
    cookie = re.search(r"set-cookie: ([^;]+)", page.head)[1]
    while not stop.is_set():
        status, content = await page.ask(f"/teach/changes?have={have}&summary={tag}", cookie=cookie)
        if status == 200:
            answer = json.loads(content)
            have, tag = answer["have"], answer["tag"]
            if row := answer["rows"].get("1"):
                tries = (row[EXERCISES.index("softmax")] or [0, 0])[1]
                for number in range(len(seen), tries):
                    seen[number] = time.perf_counter()
        await asyncio.sleep(1)
    page.hang_up()


async def load(server, count, seconds):
    """Let every laptop send an event a second."""
    first = Laptop(server)
    await first.join(0)  # is learner 1
    laptops, waits = await joined(server, count - 1, min(30, seconds))
    laptops.insert(0, first)
    line(f"{count} learners join within {min(30, seconds)} s", spread(waits))
    process, acknowledged, durations, sent, seen = psutil.Process(server.process.pid), [], [], [], {}
    stop = asyncio.Event()
    watching = asyncio.create_task(watch(server, stop, seen))
    cpu, started = process.cpu_times(), time.perf_counter()
    refused = []

    async def learn(number, laptop):
        due = started + random.random()
        while due < started + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            key, begun = secrets.token_hex(16), time.perf_counter()
            if number == 0:
                sent.append(begun)
            status = await laptop.send(key, None if number else "softmax")
            durations.append(time.perf_counter() - begun)
            (acknowledged if status == 200 else refused).append(key)
            due += 1

    await asyncio.gather(*(learn(number, laptop) for number, laptop in enumerate(laptops)))
    took, spent = time.perf_counter() - started, process.cpu_times()
    await asyncio.sleep(2)
    stop.set()
    await watching
    for laptop in laptops:
        laptop.hang_up()
    memory = process.memory_info().rss / 1e6
    server.stop()
    kept = [key for _, key in server.kept_keys()]
    line(
        f"{count} learners × 1 event a second for {seconds} s: acknowledged",
        f"{len(acknowledged)}, refused {len(refused)}",
    )
    line("  lost, twice", f"{len(set(acknowledged) - set(kept))}, {len(kept) - len(set(kept))}")
    line("  acknowledged after", spread(durations))
    visible = [seen[number] - begun for number, begun in enumerate(sent) if number in seen]
    line("  visible on the teacher's page, asked every second, after", spread(visible))
    processor = spent.user + spent.system - cpu.user - cpu.system
    line("  server: share of one core, memory", f"{100 * processor / took:.0f}%, {memory:.0f} MB")


def notebook(megabytes):
    """Return a notebook as it is handed in, with one answer and a picture of this size."""
    code = "import numpy as np\ndef relu(z):\n    return np.maximum(z, 0)"
    picture = base64.b64encode(os.urandom(int(megabytes * 0.75e6))).decode()
    output = {"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}
    cell = {"cell_type": "code", "metadata": {}, "outputs": [output], "execution_count": 1, "source": code}
    plain = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:  # stored, so that it has this size on the way, too
        archive.writestr(f"{LESSON}.ipynb", json.dumps(plain))
    return packed.getvalue()


async def handins(server, count, seconds, megabytes=0.5):
    """Let every laptop hand in once within some seconds, while each sends an event a second."""
    laptops, _ = await joined(server, count, min(30, seconds))
    process, acknowledged, waits, events = psutil.Process(server.process.pid), [], [], []
    started, most = time.perf_counter(), [0]

    async def learn(number, laptop):
        when, due, content = random.uniform(0, seconds), random.random(), notebook(megabytes)
        sender = Laptop(server)  # the notebook's cell has a connection of its own
        sender.token = laptop.token

        async def hand_in():
            await asyncio.sleep(when)
            begun = time.perf_counter()
            if await sender.hand_in(content) == 200:
                acknowledged.append((number + 1, hashlib.sha256(content).hexdigest()))
            waits.append(time.perf_counter() - begun)
            sender.hang_up()

        handing_in = asyncio.create_task(hand_in())
        while due < seconds:
            await asyncio.sleep(max(0.0, started + due - time.perf_counter()))
            begun = time.perf_counter()
            await laptop.send(secrets.token_hex(16))
            events.append(time.perf_counter() - begun)
            most[0] = max(most[0], process.memory_info().rss)
            due += 1
        await handing_in
        laptop.hang_up()

    await asyncio.gather(*(learn(number, laptop) for number, laptop in enumerate(laptops)))
    server.stop()
    db = sqlite3.connect(server.folder / store.FILE)
    graded = db.execute("SELECT count(*) FROM handins WHERE state = 'graded'").fetchone()[0]
    db.close()
    kept = [digest for _, digest in server.kept_handins()]
    lost = {digest for _, digest in acknowledged} - set(kept)
    line(f"{count} hand-ins of {megabytes} MB within {seconds} s: acknowledged", f"{len(acknowledged)}")
    line("  lost, twice; graded meanwhile", f"{len(lost)}, {len(kept) - len(set(kept))}; {graded}")
    line("  acknowledged after", spread(waits))
    line("  events meanwhile, acknowledged after", spread(events))
    line("  server: largest memory", f"{most[0] / 1e6:.0f} MB")
    return len(lost), len(kept) - len(set(kept))


async def kills(server, count, number):
    """Kill the server at random moments while laptops send as fast as they can."""
    laptops, _ = await joined(server, count, 1)
    acknowledged, downtimes, over, files = [], [], asyncio.Event(), []

    async def learn(person, laptop):
        key, file = secrets.token_hex(16), os.urandom(50_000)
        while not over.is_set():
            try:
                if await laptop.send(key) == 200:
                    acknowledged.append((person, key))
                    key = secrets.token_hex(16)
                if random.random() < 0.02 and await laptop.hand_in(file) == 200:
                    files.append(hashlib.sha256(file).hexdigest())
                    file = os.urandom(50_000)
                await asyncio.sleep(random.uniform(0.05, 0.15))  # within what one learner may send
            except (OSError, EOFError):
                laptop.hang_up()  # and send the same event again
                await asyncio.sleep(0.02)

    people = [int(laptop_id) for laptop_id in range(1, count + 1)]
    tasks = [asyncio.create_task(learn(person, laptop)) for person, laptop in zip(people, laptops, strict=True)]
    for _ in range(number):
        await asyncio.sleep(random.uniform(0.05, 0.5))
        server.kill()
        downtimes.append(await asyncio.to_thread(server.start))
    await asyncio.sleep(0.5)
    over.set()
    await asyncio.gather(*tasks)
    for laptop in laptops:
        laptop.hang_up()
    server.stop()
    keys = [key for _, key in server.kept_keys()]
    lost = {key for _, key in acknowledged} - set(keys)
    kept = [digest for _, digest in server.kept_handins()]
    line(f"{number} kill -9 under load: acknowledged", f"{len(acknowledged)} events, {len(files)} files")
    line("  lost, twice", f"{len(lost)}, {len(keys) - len(set(keys))}")
    line("  files: lost, twice", f"{len(set(files) - set(kept))}, {len(kept) - len(set(kept))}")
    line("  back after", spread(downtimes))
    return len(lost) + len(set(files) - set(kept)), len(keys) - len(set(keys)) + len(kept) - len(set(kept))


def restart(server, events):
    """Start a server whose file holds many events."""
    server.start()
    server.stop()
    db = sqlite3.connect(server.folder / store.FILE)
    db.executemany(
        "INSERT INTO people (id, name, token, joined) VALUES (?, ?, ?, 0)",
        [(n, f"Learner {n}", secrets.token_bytes(32)) for n in range(1, 501)],
    )
    rows = (
        (
            n % 500 + 1,
            secrets.token_bytes(16),
            "attempt",
            LESSON,
            EXERCISES[n % len(EXERCISES)],
            "not_yet",
            0.0,
            MESSAGE,
            0.05,
            1.8e9 + n / 500,
        )
        for n in range(events)
    )
    question = "INSERT INTO events (person, key, kind, lesson, name, status, share, detail, seconds, happened) VALUES"
    db.executemany(f"{question} (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.commit()
    db.close()
    line(f"A server with {events} events answers after", f"{server.start():.1f} s")
    memory = psutil.Process(server.process.pid).memory_info().rss / 1e6
    line("  memory", f"{memory:.0f} MB")
    server.stop()


def check(server, scratch):
    """Compare the recording of a check in a home that has joined a class with that in other homes."""
    from course_utils.checks import progress
    from course_utils.checks.result import Result
    from course_utils.classroom import member

    server.start()
    homes = {name: str(scratch / name) for name in ("not joined", "joined", "joined, and the server is gone")}
    for name in [*homes][1:]:
        os.environ["COURSE_HOME"] = homes[name]
        member.enter("127.0.0.1", server.port, server.code, name)
    gone = Path(homes["joined, and the server is gone"], "class.json")
    kept = json.loads(gone.read_text())
    gone.write_text(json.dumps(kept | {"port": 1}))
    seconds = {name: [] for name in homes}
    result = Result("softmax", "not_yet", 0, 2, cause=MESSAGE)
    for _ in range(150):
        for name, home in random.sample([*homes.items()], 3):
            os.environ["COURSE_HOME"] = home
            begun = time.perf_counter()
            progress.record(LESSON, result)
            seconds[name].append(time.perf_counter() - begun)
            time.sleep(0.01)
    for name, durations in seconds.items():
        difference = statistics.median(durations) - statistics.median(seconds["not joined"])
        line(f"Recording a check, {name}", f"{spread(durations)}; median {1000 * difference:+.2f} ms")
    for name in [*homes][1:]:
        os.environ["COURSE_HOME"] = homes[name]
        member.leave()
    server.stop()


def main(arguments=None):
    """Run the parts and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classroom", description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["load", "handins", "kills", "restart", "check"])
    chosen = parser.parse_args(arguments)
    from course_utils.classroom.network import allow_many_connections

    allow_many_connections()
    failed = False
    with tempfile.TemporaryDirectory(prefix="course-load-") as scratch:
        parts = [chosen.only] if chosen.only else ["check", "load", "handins", "kills", "restart"]
        for part in parts:
            server = Server(Path(scratch, part, "klass"))
            if part == "load":
                server.start()
                asyncio.run(load(server, chosen.learners, chosen.seconds))
            elif part == "handins":
                server.start()
                failed |= any(asyncio.run(handins(server, chosen.learners, min(60, chosen.seconds))))
            elif part == "kills":
                server.start()
                failed |= any(asyncio.run(kills(server, 40, chosen.kills)))
            elif part == "restart":
                restart(server, chosen.events)
            else:
                check(server, Path(scratch, "homes"))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
