"""A JupyterHub on this computer, as deploy/jupyterhub_config.py makes it, and what its users do on their servers."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import httpx
import pytest
import websocket

from tests.browser.conftest import browser  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
# Beside the class that the Hub starts: a service with the rights of an administrator, to start the users' servers,
# and a second class that somebody else starts.
CONFIG = """
load_subconfig({config!r})
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.services[0]["url"] = "http://127.0.0.1:{klass}"
c.Spawner.environment = {{"COURSE_CLASS_URL": "http://127.0.0.1:{klass}/services/class/"}}
c.Spawner.args = ["--allow-root"]  # as in a container
outside = "access:services!service=outside"
c.JupyterHub.services += [
    {{"name": "tester", "api_token": {token!r}}},
    {{
        "name": "outside", "api_token": {outside_token!r}, "url": "http://127.0.0.1:{outside}",
        "oauth_no_confirm": True,
    }},
]
for role in c.JupyterHub.load_roles:
    role["scopes"].append(outside)
c.JupyterHub.load_roles.append({{
    "name": "tester", "services": ["tester"],
    "scopes": ["admin:users", "admin:servers", "access:servers", "tokens", "access:services"],
}})
c.Authenticator.admin_users = {{"head"}}
c.SharedPasswordAuthenticator.admin_password = {admin!r}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class RealHub:
    """A Hub in a process of its own; `ask` speaks with its API as an administrator."""

    def __init__(self, folder):
        self.folder, self.token, self.outside_token = folder, secrets.token_hex(16), secrets.token_hex(16)
        self.passwords = {"head": secrets.token_hex(16)}  # of those who do not have that of all
        self.hub, self.outside, self.log = free_port(), free_port(), folder / "hub.log"
        self.url = f"http://127.0.0.1:{free_port()}"
        self.klass = f"{self.url}/services/class"
        ports = {"hub": self.hub, "api": free_port(), "klass": free_port(), "outside": self.outside}
        names = {"config": str(ROOT / "deploy" / "jupyterhub_config.py"), "url": self.url}
        tokens = {"token": self.token, "outside_token": self.outside_token, "admin": self.passwords["head"]}
        (folder / "config.py").write_text(CONFIG.format(**ports, **names, **tokens))

    def start(self):
        """Start it, and wait until it and the class answer."""
        environment = os.environ | {"TMPDIR": str(self.folder)}
        command = [sys.executable, "-m", "jupyterhub", "-f", str(self.folder / "config.py")]
        # somebody who answers for the class outside, for which the Hub waits
        with self.log.open("w") as log, HTTPServer(("127.0.0.1", self.outside), SimpleHTTPRequestHandler) as outside:
            threading.Thread(target=outside.serve_forever, daemon=True).start()
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            try:
                wait(self._answers, 120)
            except BaseException:
                self.stop()
                raise
            finally:
                outside.shutdown()

    def _answers(self):
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            return httpx.get(f"{self.klass}/", timeout=30).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self):
        """Stop it, its proxy, the class, and the servers of its users."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def ask(self, method, path, body=None):
        """Return the answer of the API as JSON."""
        headers = {"Authorization": f"token {self.token}"}
        answer = httpx.request(method, f"{self.url}/hub/api{path}", json=body, headers=headers, timeout=60)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    def new_token(self, user, **wish):
        """Return a token of a user."""
        return self.ask("POST", f"/users/{user}/tokens", wish)["token"]


class UsersServer:
    """The server of a user, with one kernel."""

    def __init__(self, hub, user):
        self.hub, self.user = hub, user
        hub.ask("POST", f"/users/{user}/server")
        wait(lambda: hub.ask("GET", f"/users/{user}")["servers"].get("", {}).get("ready"), 180)
        self.headers = {"Authorization": f"token {hub.token}"}
        kernel = httpx.post(f"{hub.url}/user/{user}/api/kernels", headers=self.headers, json={}, timeout=60).json()[
            "id"
        ]
        address = f"{hub.url}/user/{user}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        self.line = websocket.create_connection(address, header=self.headers, timeout=120)

    def notebook(self, path):
        """Return a notebook in the home of this user."""
        address = f"{self.hub.url}/user/{self.user}/api/contents/{path}"
        return httpx.get(address, headers=self.headers, timeout=60).raise_for_status().json()["content"]

    def run(self, code):
        """Run code in the kernel; return what it shows."""
        head = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": "test",
            "username": "",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = {"header": head, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.line.send(json.dumps(message))
        shown = []
        while True:
            answer = json.loads(self.line.recv())
            if answer["parent_header"].get("msg_id") != head["msg_id"]:
                continue
            match answer["msg_type"], answer["content"]:
                case "stream", {"text": text}:
                    shown.append(text)
                case (("display_data" | "execute_result"), {"data": data}):
                    shown.append(data["text/plain"])
                case "error", {"traceback": lines}:
                    raise AssertionError("\n".join(lines))
                case "execute_reply", _:
                    return "\n".join(shown)

    def stop(self):
        self.line.close()
        self.hub.ask("DELETE", f"/users/{self.user}/server")


def wait(condition, seconds=30):
    """Wait until a condition holds; return what it returns."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "this did not happen in time"
        time.sleep(0.1)
    return found


@pytest.fixture(scope="session")
def hub(tmp_path_factory):
    """Run a Hub with the class and the users anna, ben and carl, who teach nothing."""
    made = RealHub(tmp_path_factory.mktemp("hub"))
    made.start()
    try:
        for user in ("anna", "ben", "carl"):
            made.ask("POST", f"/users/{user}")
        yield made
    finally:
        made.stop()
