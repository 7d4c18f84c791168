"""`make bench`: what it takes from the output of each benchmark, and what it says when one can't run."""

import subprocess

import pytest

import benchmarks.__main__ as bench

PRINTED = {
    "checks": "02 relu  0.001 s\nmedian of those that do not train: 0.0046 s, 0.046 times a tenth of a second\n",
    "grading": "to get ready, once for a class: 9.1 s\nround 1: nbgrader 40.00 s (61.0 of a processor), course grade "
    "8.00 s (12.0), 5.0 times (5.1)\n8 submissions of three exercises, 2 workers, medians of 1:\n",
    "lessons": "lesson   seconds  1,000 updates here  as many updates as  longest cells\n"
    "00_welcome                        20               3.4 s             5,861   cell 7 s\n",
    "classroom": "  lost, twice                              0, 0\n  acknowledged after        p50 3.2 ms\n",
}
RATIOS = {
    "checks": ["0.046 × 0.1 s, the longest time that feels instant"],
    "grading": ["nbgrader takes 5.0 times as long"],
    "lessons": ["as long as 5,861 updates of a small network"],
    "classroom": ["0, 0", "p50 3.2 ms"],
}


@pytest.mark.parametrize("name", bench.SHORT)
def test_the_lines_of_each_benchmark_are_found(name, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, PRINTED[name]))
    rows, reason = bench.measure(name)
    assert [ratio for _, ratio in rows] == RATIOS[name] and reason == ""


def test_one_that_cannot_run_says_why_and_the_others_go_on(monkeypatch, capsys):
    def run(command, **_):
        if "benchmarks.grading" in command:
            return subprocess.CompletedProcess(command, 2, "", "usage: …\nerror: nothing is measured without a sandbox")
        if "benchmarks.lessons" in command:
            raise subprocess.TimeoutExpired(command, bench.LIMIT)
        return subprocess.CompletedProcess(command, 0, PRINTED[command[2].rpartition(".")[2]])

    monkeypatch.setattr(subprocess, "run", run)
    assert bench.main([]) == 1
    table = capsys.readouterr().out.split("\n\n")[1].splitlines()
    assert table[1] == "grading    not measured: exit code 2: error: nothing is measured without a sandbox"
    assert table[2] == f"lessons    not measured: it took more than {bench.LIMIT} s"
    assert table[0].startswith("checks     median") and table[3].startswith("classroom  50 learners")


def test_an_unknown_name_is_refused(capsys):
    with pytest.raises(SystemExit):
        bench.main(["speed"])
    assert "there is no benchmark 'speed'" in capsys.readouterr().err
