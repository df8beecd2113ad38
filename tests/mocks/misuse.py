# SPDX-License-Identifier: Apache-2.0
"""Uses of mocks of interfaces.py, some of which mypy refuses."""

import interfaces
import mocks


def use(values: interfaces.Values) -> str:
    return values.text()


def main() -> None:
    values, store = mocks.MockValues(), mocks.MockStore[int]()
    use(values)
    use(store)  # wrong
    values.on.text.returns("a").times(2).then_raises(OSError)
    values.on.text.returns(1)  # wrong
    values.on.texd.returns("a")  # wrong
    values.on.text.assert_caled()  # wrong
    values.on.text.return_value = "a"  # wrong
    values.on.text.when("a")  # wrong
    store.mock_on.get.when("a").returns(1)
    store.mock_on.get.when("a").returns("b")  # wrong
    store.mock_on.get.when(mocks.match.any, 3).raises(KeyError)
    store.mock_on.get.when(key="a")  # wrong
    store.get("a", "b")  # wrong
    text: str = values.last_call_args  # wrong
    print(text, values.calls[0]["key"], store.mock_calls[0].args["key"], store.mock_call_count + 1)
    stream = mocks.MockStream[str]()
    stream.on.chunks.yields(b"a", error=OSError)
    stream.on.chunks.yields("a")  # wrong
    stream.on.fetch.returns("a")
    stream.on.fetch.returns(3)  # wrong


main()
