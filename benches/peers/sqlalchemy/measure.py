"""How time is taken, as the harness does it, and the questions of the report."""

import sys
import traceback
from time import perf_counter

SAMPLES = 15


class Bench:
    """Work that repeats; `prepare` sets things right before each sample, untimed.

    Where an iteration uses up what was prepared, `iterations` says how many a sample may have.
    """

    def __init__(self, work, prepare=None, iterations=None):
        self.work = work
        self.prepare = prepare
        self.iterations = iterations
        self.close = lambda: None

    def measure(self, budget):
        """Median nanoseconds of an iteration; measures for about `budget` seconds."""
        iterations = self.iterations or self.calibrate(budget / SAMPLES)
        samples = []
        started = perf_counter()
        while len(samples) < 3 or perf_counter() - started < budget:
            samples.append(self.sample(iterations) * 1e9 / iterations)
        return sorted(samples)[len(samples) // 2]

    def calibrate(self, target):
        self.sample(3)
        iterations = 1
        while self.sample(iterations) * 2 < target:
            iterations *= 2
        return iterations

    def sample(self, iterations):
        if self.prepare:
            self.prepare()
        work = self.work
        started = perf_counter()
        for _ in range(iterations):
            work()
        return perf_counter() - started


def serve(entries):
    """Answers lines until standard input ends. `entries` maps contender and case to a set-up."""
    for line in sys.stdin:
        print(answer(entries, line.rstrip("\n").split("\t")), flush=True)


def answer(entries, words):
    match words:
        case ["list"]:
            return "".join(f"{contender}\t{case}\n" for contender, case in entries)
        case ["run", contender, case, milliseconds]:
            return run(entries, (contender, case), int(milliseconds) / 1000)
    return "failed\tunknown line"


def run(entries, entry, budget):
    if entry not in entries:
        return f"failed\t{entry[0]} does not do {entry[1]}"
    try:
        bench = entries[entry]()
        try:
            return f"ok\t{bench.measure(budget)}"
        finally:
            bench.close()
    except Exception as error:
        traceback.print_exc()
        return f"failed\t{type(error).__name__}"
