"""The command: `python -m benchmarks.diagnosis [make | fit | speed]`."""

import argparse
import sys

import benchmarks.diagnosis
from benchmarks.diagnosis import fit, runs, score, speed


def main(arguments=None):
    """Score the committed runs, make them again, fit the weights, or time the judge."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.diagnosis",
        description=benchmarks.diagnosis.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", default="score", choices=("score", "make", "fit", "speed"))
    parser.add_argument("--processes", type=int, default=2, help="for make")
    chosen = parser.parse_args(arguments)
    if chosen.what == "make":
        runs.make(chosen.processes)
        return 0
    judged, unseen = runs.load()
    if chosen.what == "fit":
        fit.fit([run for run in judged if run.part == "tuning"])
        return 0
    if chosen.what == "speed":
        print(speed.said(speed.seconds(judged)))
        return 0
    for text in score.report(judged, unseen):
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
