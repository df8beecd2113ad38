# SPDX-License-Identifier: Apache-2.0
"""Mocks of interfaces beside unittest.mock's, from the same run.

usage: mocks.py MYNAH SERVICE TYPESHED...

SERVICE is a file of interfaces.  Of each number the least of many short rounds is shown, so that
what else the machine does matters little; the first line says how fast it is.
"""

import pathlib
import resource
import subprocess
import sys
import tempfile
import time
from unittest import mock

ROUNDS = 100


def least(function, number):
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.perf_counter()
        for _ in range(number):
            function()
        best = min(best, time.perf_counter() - before)
    return best / number * 1e6


def loop():
    total = 0
    for number in range(100):
        total += number


def show(what, ours, theirs, most):
    print(f"{what:38} {ours:9.2f} us {theirs:9.2f} us {theirs / ours:6.1f} x   (<= {most} us)")


def awaited(method, *arguments):
    """Return what runs a coroutine that waits for nothing."""
    def run():
        try:
            method(*arguments).send(None)
        except StopIteration:
            pass
    return run


def run(words):
    """Return how long a command took, and how long of that it was at work."""
    before, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, stderr=subprocess.DEVNULL, check=False)
    seconds, now = time.perf_counter() - before, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, now.ru_utime - used.ru_utime + now.ru_stime - used.ru_stime


def typeshed(mynah, folder):
    paths = [path for path in pathlib.Path(folder).rglob("*.pyi")
             if "Protocol" in path.read_text(encoding="utf-8")]
    if not paths:
        print(f"{folder} is not here: install mypy")
        return
    with tempfile.TemporaryDirectory() as output:
        words = [mynah, "mock", "--shared-runtime", "--output", output, *map(str, paths)]
        seconds, busy = min(run(words) for _ in range(5))
        mocks = sum(path.read_text(encoding="utf-8").count("class Mock")
                    for path in pathlib.Path(output).glob("mock_*.py"))
    print(f"mocks of typeshed's Protocols: {mocks} in {seconds:.2f} s, {busy:.2f} s of them at work"
          "   (< 1 s)")


def main(mynah, service, *folders):
    with tempfile.TemporaryDirectory() as folder:
        sys.path[:0] = [folder, str(pathlib.Path(service).parent)]
        subprocess.run([mynah, "mock", service, "--output", f"{folder}/mock_service.py"], check=True)
        before = time.perf_counter()
        import mock_service
        import service as interfaces
        imported = (time.perf_counter() - before) * 1e3
    print(f"a loop of 100 additions {least(loop, 100):.2f} us")
    print(f"{'':38} {'mynah':>12} {'autospec':>12}")
    interface = interfaces.PaymentGatewayInterface
    spec = mock.create_autospec(interface, instance=True)
    spec.charge_card.return_value = "t"
    ours = mock_service.MockPaymentGateway()
    show("construction", least(mock_service.MockPaymentGateway, 100),
         least(lambda: mock.create_autospec(interface, instance=True), 1), 50)
    theirs = least(lambda: spec.charge_card(1.0, "token"), 20)
    show("a recorded call, nothing told", least(lambda: ours.charge_card(1.0, "token"), 200),
         theirs, 6)
    ours.on.charge_card.returns("t")
    show("a recorded call, told", least(lambda: ours.charge_card(1.0, "token"), 200), theirs, 6)
    data = mock_service.MockAsyncDatabase()
    spec = mock.create_autospec(interfaces.AsyncDatabaseInterface, instance=True)
    row = {"name": "a", "age": 3}
    show("an awaited call with a dict", least(awaited(data.insert, "users", row), 100),
         least(awaited(spec.insert, "users", row), 10), 6)
    print(f"import of the mocks {imported:.1f} ms, compiling included")
    for folder in folders:
        typeshed(mynah, folder)


main(*sys.argv[1:])
