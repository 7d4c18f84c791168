"""The files for a JupyterHub in deploy/: they can be read, and all of them set up the class in the same way."""

import re
from pathlib import Path

import pytest
import yaml
from traitlets.config import PyFileConfigLoader

from course_utils.classroom import hub, on_hub

DEPLOY = Path(__file__).parents[2] / "deploy"
ENTER = "access:services!service=class"


def blocks(name, language):
    return re.findall(
        rf"^ *```{language}\n(.*?)^ *```$", (DEPLOY / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.fixture
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


@pytest.fixture(params=["jupyterhub_config.py", "docker_config.py"])
def config(request, compose, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in compose["hub"]["environment"]:
        monkeypatch.setenv(name, "word")
    return PyFileConfigLoader(request.param, path=str(DEPLOY)).load_config()


def test_a_configuration_lets_users_and_their_servers_into_the_class(config):
    (service,) = config.JupyterHub.services
    assert service["name"] == "class" and service["oauth_no_confirm"]
    assert config.Spawner.environment[on_hub.URL].rstrip("/") == f"{service['url']}/services/class"
    scopes = {role["name"]: role["scopes"] for role in config.JupyterHub.load_roles}
    assert scopes == {"user": ["self", ENTER], "server": ["users:activity!user", "access:servers!server", ENTER]}


def test_the_container_of_the_class_has_what_a_service_needs(compose):
    about = compose["class"]["environment"]
    assert about["JUPYTERHUB_SERVICE_NAME"] == "class" and about["JUPYTERHUB_SERVICE_PREFIX"] == "/services/class/"
    assert about["JUPYTERHUB_API_TOKEN"] == compose["hub"]["environment"]["CLASS_TOKEN"]
    assert about[hub.TEACHERS] == "teachers" and about["JUPYTERHUB_SERVICE_URL"] and about["JUPYTERHUB_API_URL"]


def test_the_notes_set_up_the_same_class(compose):
    values, manifest, _ = blocks("z2jh.md", "yaml")
    values, (deployment, *_) = yaml.safe_load(values), yaml.safe_load_all(manifest)
    assert (
        ENTER in values["hub"]["loadRoles"]["user"]["scopes"]
        and ENTER in values["hub"]["loadRoles"]["server"]["scopes"]
    )
    assert (
        values["singleuser"]["extraEnv"][on_hub.URL] == f"{values['hub']['services']['class']['url']}/services/class/"
    )
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert {each["name"] for each in container["env"]} == {*compose["class"]["environment"]}
    (python,) = blocks("tljh.md", "python")
    for word in (on_hub.URL, hub.TEACHERS, ENTER):
        assert word in python
