# SPDX-License-Identifier: Apache-2.0
"""Mocks of interfaces beside unittest.mock's, from the same run.

usage: mocks.py MYNAH SERVICE TYPESHED...

SERVICE is a file of interfaces.  Of each number the least of several rounds is shown.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import timeit
from unittest import mock

ROUNDS = 7


def least(function, number):
    return min(timeit.repeat(function, number=number, repeat=ROUNDS)) / number * 1e6


def show(what, ours, theirs, most):
    print(f"{what:38} {ours:9.2f} us {theirs:9.2f} us {theirs / ours:6.1f} x   (<= {most} us)")


def typeshed(mynah, folder):
    paths = [path for path in pathlib.Path(folder).rglob("*.pyi")
             if "Protocol" in path.read_text(encoding="utf-8")]
    if not paths:
        print(f"{folder} is not here: install mypy")
        return
    with tempfile.TemporaryDirectory() as output:
        before = time.perf_counter()
        subprocess.run([mynah, "mock", "--shared-runtime", "--output", output, *map(str, paths)],
                       check=False)
        seconds = time.perf_counter() - before
        mocks = sum(path.read_text(encoding="utf-8").count("class Mock")
                    for path in pathlib.Path(output).glob("mock_*.py"))
    print(f"mocks of typeshed's Protocols: {mocks} in {seconds:.2f} s   (< 1 s)")


def main(mynah, service, *folders):
    with tempfile.TemporaryDirectory() as folder:
        sys.path[:0] = [folder, str(pathlib.Path(service).parent)]
        subprocess.run([mynah, "mock", service, "--output", f"{folder}/mock_service.py"], check=True)
        before = time.perf_counter()
        import mock_service
        import service as interfaces
        imported = (time.perf_counter() - before) * 1e3
    print(f"{'':38} {'mynah':>12} {'autospec':>12}")
    interface = interfaces.PaymentGatewayInterface
    spec = mock.create_autospec(interface, instance=True)
    spec.charge_card.return_value = "t"
    ours = mock_service.MockPaymentGateway()
    show("construction", least(mock_service.MockPaymentGateway, 500),
         least(lambda: mock.create_autospec(interface, instance=True), 20), 50)
    theirs = least(lambda: spec.charge_card(1.0, "token"), 1000)
    show("a recorded call, nothing told", least(lambda: ours.charge_card(1.0, "token"), 2000),
         theirs, 6)
    ours.on.charge_card.returns("t")
    show("a recorded call, told", least(lambda: ours.charge_card(1.0, "token"), 2000), theirs, 6)
    print(f"import of the mocks {imported:.1f} ms, compiling included")
    for folder in folders:
        typeshed(mynah, folder)


main(*sys.argv[1:])
