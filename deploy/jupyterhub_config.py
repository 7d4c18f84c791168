"""A JupyterHub with the live class on this computer, to try both; it is not for a school.

    pip install -c constraints.txt -e ".[hub]"
    jupyterhub -f deploy/jupyterhub_config.py

Then open http://127.0.0.1:8000 and log in with any user name and the password below. The teacher's page is
http://127.0.0.1:8000/services/class/teach, for the user `teacher`. Only this computer can reach the Hub. Everybody has
the same password, and all servers run under your own account, so anybody who logs in can read your files. README.md in
this folder says what a school does differently.
"""

import shutil
import sys
import tempfile
from pathlib import Path

c = get_config()  # noqa: F821

COURSE = Path(__file__).parents[1]
FOLDER = Path(tempfile.gettempdir(), "course-hub")  # servers, homes of users, and the class
PREFIX, ADDRESS = "/services/class/", "http://127.0.0.1:10101"

# ---- For trying only: who may log in, and where servers run.

FOLDER.mkdir(mode=0o700, exist_ok=True)
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{FOLDER}/cookie_secret"
c.ConfigurableHTTPProxy.command = [str(Path(sys.executable).with_name("configurable-http-proxy"))]
c.ConfigurableHTTPProxy.pid_file = f"{FOLDER}/proxy.pid"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = "try the class"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{FOLDER}/homes/{{username}}"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]


def give_course(spawner):
    """Copy the notebooks into the home of a user who has none."""
    for name in ("notebooks", "exercises"):
        target = Path(spawner.home_dir, name)
        if not target.exists():
            shutil.copytree(COURSE / name, target)


c.Spawner.pre_spawn_hook = give_course

# ---- The class: the same in a school.

c.JupyterHub.services = [
    {
        "name": "class",
        "url": ADDRESS,
        "command": [str(Path(sys.executable).with_name("course")), "serve", str(FOLDER / "class")],
        "environment": {"COURSE_TEACHERS": "teachers"},  # the group that teaches; the Hub's admins do, too
        "oauth_no_confirm": True,  # the class is the Hub's own: nobody is asked whether it may know who they are
    }
]
# Where a learner's notebook finds the class. It goes there directly, without the proxy.
c.Spawner.environment = {"COURSE_CLASS_URL": f"{ADDRESS}{PREFIX}"}
# What lets people into the class, and what lets their servers in. To let only some in, give the scope to a group.
ENTER = "access:services!service=class"
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", ENTER]},
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", ENTER]},
]
c.JupyterHub.load_groups = {"teachers": {"users": ["teacher"]}}
