"""The JupyterHub of compose.yaml: every learner has a container, and the class has one. Not run here."""

import os

c = get_config()  # noqa: F821

c.JupyterHub.bind_url = "http://:8000"
c.JupyterHub.hub_bind_url = "http://:8081"
c.JupyterHub.hub_connect_url = "http://hub:8081"
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/jupyterhub.sqlite"

# ---- Who may log in: everybody who has an account at your school.

c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.client_id = os.environ["OAUTH_CLIENT_ID"]
c.GenericOAuthenticator.client_secret = os.environ["OAUTH_CLIENT_SECRET"]
c.GenericOAuthenticator.authorize_url = os.environ["OAUTH_AUTHORIZE_URL"]
c.GenericOAuthenticator.token_url = os.environ["OAUTH_TOKEN_URL"]
c.GenericOAuthenticator.userdata_url = os.environ["OAUTH_USERDATA_URL"]
c.GenericOAuthenticator.oauth_callback_url = f"https://{os.environ['HUB_NAME']}/hub/oauth_callback"
c.GenericOAuthenticator.scope = ["openid", "email"]
c.GenericOAuthenticator.username_claim = "email"
c.GenericOAuthenticator.allow_all = True
c.Authenticator.admin_users = set(os.environ["ADMINS"].replace(" ", "").split(","))

# ---- Where servers run: in a container for each learner, with the home in a volume that stays.

c.JupyterHub.spawner_class = "docker"
c.DockerSpawner.image = "course-learner"
c.DockerSpawner.network_name = "course"
c.DockerSpawner.volumes = {"home-{username}": "/home/learner"}  # a new volume gets what the image has there
c.DockerSpawner.remove = True
c.DockerSpawner.mem_limit = "3G"
c.DockerSpawner.cpu_limit = 2
c.JupyterHub.concurrent_spawn_limit = 20  # servers that start at the same time; the others wait

# ---- The class: the same as in jupyterhub_config.py, but compose.yaml starts it.

c.JupyterHub.services = [
    {
        "name": "class",
        "url": "http://class:8765",
        "api_token": os.environ["CLASS_TOKEN"],
        "oauth_no_confirm": True,  # the class is the Hub's own: nobody is asked whether it may know who they are
    }
]
c.Spawner.environment = {"COURSE_CLASS_URL": "http://class:8765/services/class/"}
ENTER = "access:services!service=class"
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", ENTER]},
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", ENTER]},
]
c.JupyterHub.load_groups = {"teachers": {"users": []}}  # an admin adds teachers at /hub/admin, under Manage Groups
