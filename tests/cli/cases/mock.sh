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
