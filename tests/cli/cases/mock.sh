# Mock classes: what is written where, what changed, and what can not be read.
cat >service.py <<'PYTHON'
from typing import Protocol

class Store(Protocol):
    def get(self, key: str) -> int: ...
    def put(self, key: str, value: int) -> None: ...
PYTHON
try mynah mock service.py --shared-runtime --output mocks.py
try grep -E '^(# |class )' mocks.py
try ls
try mynah mock service.py --shared-runtime --output mocks.py --check
sed -i 's/def put.*/def put(self, key: str) -> None: .../; s/get/fetch/' service.py
try mynah mock service.py --shared-runtime --output mocks.py --check
try mynah mock service.py --check
try mynah mock
echo 'x = 1' >none.py
try mynah mock none.py
try mynah mock missing.py
try mynah mock service.py --class Stor
try mynah mock service.py --output nowhere/mocks.py
printf 'from typing import Protocol\nclass A(Protocol):\n    def f(self, : ...\n\nclass B(A, Protocol):\n    def g(self): ...\n' >broken.py
try mynah mock broken.py --output broken_mocks.py
try grep -c '^class Mock[A-Z]' broken_mocks.py
mkdir folder
try mynah mock service.py none.py --output folder
try ls folder
try mynah mock service.py --contract-tests --output folder
try ls folder
try mynah mock - --module service --shared-runtime --output piped.py <service.py
try grep -E "^(# Made|from service|\"\"\")" piped.py
# What can not be mocked: circles, clashes, words of Python, an output that can not be written.
cat >circles.py <<'PYTHON'
from typing import Protocol
class A(B, Protocol):
    def f(self): ...
class B(A, Protocol):
    def g(self): ...
PYTHON
try mynah mock circles.py --shared-runtime --output circles_mocks.py
try grep -E '^class Mock[AB]' circles_mocks.py
cat >clashes.py <<'PYTHON'
from typing import Protocol, Any
class Method: ...
class Mock(Protocol):
    on: int
    def calls(self, on: Method, Any: int, R: int) -> "Mock": ...
    def reset(self) -> None: ...
    def verify(self, class_: int, *, self_: int) -> Any: ...
class MockMock: ...
PYTHON
try mynah mock clashes.py --shared-runtime --output clashes_mocks.py
try grep -E "^class Mock[A-Z]|^    (mock_)?on: " clashes_mocks.py

try mynah mock service.py --output folder/none/mocks.py
try mynah mock circles.py clashes.py missing.py --output folder
try ls folder
printf 'class A(Protocol):\n    def f(self\n' >all_broken.py
try mynah mock all_broken.py --output all_broken_mocks.py
try ls all_broken_mocks.py
