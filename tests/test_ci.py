"""The public CI runs what .ci/run runs, on every interpreter that tox knows; what both call is there."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
JOBS: dict[str, Any] = WORKFLOW["jobs"]

MAKE = re.compile(r"^make (\w+)", re.MULTILINE)


def setup(section: str) -> dict[str, str]:
    """A section of setup.cfg."""
    parser = ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return dict(parser[section])


def commands(job: dict[str, Any]) -> list[str]:
    """What the steps of a job run."""
    return [step["run"] for step in job["steps"] if "run" in step]


def test_every_step_of_the_workflow_uses_or_runs_something_on_a_machine() -> None:
    for job in JOBS.values():
        assert job["runs-on"]
        assert all(len({"uses", "run"} & {*step}) == 1 for step in job["steps"])
        assert job["steps"][0]["uses"].startswith("actions/checkout@")


def test_the_workflow_and_the_script_make_the_same_and_the_makefile_can() -> None:
    made = [*MAKE.findall("\n".join(command for job in JOBS.values() for command in commands(job)))]
    assert made == MAKE.findall(SCRIPT) == ["test", "matrix"]
    targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*made} <= {*targets}


def test_every_interpreter_of_tox_has_a_job_and_its_python() -> None:
    include = JOBS["interpreter"]["strategy"]["matrix"]["include"]
    environments = setup("tox:tox")["envlist"].split(", ")
    assert [entry["environment"] for entry in include] == environments
    based = {name: setup(f"testenv:{name}")["base_python"] for name in environments if not name.startswith("py")}
    assert [f"py{entry['python'].replace('.', '')}" for entry in include] == [
        based.get(name, name) for name in environments
    ]
    supported = re.findall(r"Python :: (3\.\d+)", setup("metadata")["classifiers"])
    assert {entry["python"] for entry in include} == {*supported}


def test_the_commands_of_the_jobs_name_what_the_matrix_has() -> None:
    job = JOBS["interpreter"]
    used = re.findall(r"\$\{\{ matrix\.(\w+) \}\}", "\n".join([job["name"], *commands(job), str(job["steps"])]))
    assert {*used} == {*job["strategy"]["matrix"]["include"][0]}
