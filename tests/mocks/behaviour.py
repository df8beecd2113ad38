# SPDX-License-Identifier: Apache-2.0
"""What mocks of interfaces.py do: each function is a test.

usage: behaviour.py, with `mocks`, and `stateful`, made of interfaces.py, beside it; prints TAP
"""

import asyncio
import copy
import inspect
import pickle
import sys
import threading
import time
import traceback

import interfaces
import mocks
import stateful
from mocks import ContractError, Exhausted, Unconfigured, World, match


def raises(kind, function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def function_of(member):
    for part in ("fget", "func", "__func__"):
        member = getattr(member, part, None) or member
    return member


def test_signatures_and_kinds():
    for name in ("Values", "Store", "Users", "Device", "Stream", "AsyncSource"):
        interface, mock = getattr(interfaces, name), getattr(mocks, "Mock" + name)
        assert interface in mock.__mro__ and not inspect.isabstract(mock)
        for member in dir(interface):
            ours = inspect.getattr_static(mock, member)
            theirs = inspect.getattr_static(interface, member)
            real = function_of(theirs)
            if ours is theirs or member == "__init__" or not inspect.isfunction(real):
                continue
            assert type(ours) is type(theirs), member
            made = function_of(ours)
            assert inspect.signature(made) == inspect.signature(real), (name, member)
            for kind in ("iscoroutinefunction", "isasyncgenfunction", "isgeneratorfunction"):
                assert getattr(inspect, kind)(made) == getattr(inspect, kind)(real), member
            assert not getattr(made, "__isabstractmethod__", False)


def test_python_checks_the_arguments():
    mock = mocks.MockStore()
    raises(TypeError, mock.get)
    raises(TypeError, mock.get, key="a")
    raises(TypeError, mock.mock_on.get.when)
    raises(AttributeError, lambda: mock.mock_on.gett)
    raises(AttributeError, lambda: mock.mock_on.get.assert_caled)


def test_isinstance():
    assert isinstance(mocks.MockValues(), interfaces.Values)
    assert isinstance(mocks.MockDevice(), interfaces.Device)


def test_values_suit_their_annotations():
    values = mocks.MockValues()
    kinds = {"text": str, "number": int, "real": float, "flag": bool, "data": bytes, "items": list}
    for name, kind in kinds.items():
        assert type(getattr(values, name)()) is kind
    assert values.nothing() is None and values.maybe() is None and values.quoted() is None
    assert values.either() == "either_1" and values.literal() == "b"
    assert values.color() is interfaces.Color.RED
    point = values.point()
    assert (point.x, point.name, point.tags, point.note) == (0.0, "point_1", [], "none")
    assert set(values.row()) == {"id", "title", "points"}
    assert values.pair() == (1, "pair_1") and values.both() == (1, "both_1") and values.many() == ()
    assert values.when().year == 2000 and values.function()(1) == "function_1"
    assert type(values.price()).__name__ == "Decimal" and list(values.iterator()) == []
    assert isinstance(values.other(), mocks.MockStore) and values.itself() is values
    assert values.kind() is interfaces.Point and values.shares() == (0,)
    assert values.text() == "text_2"


def test_type_variables():
    assert type(mocks.MockStore[int]().get("k")) is int
    assert isinstance(mocks.MockUsers().get("k"), interfaces.Pair)


def test_attributes():
    store = mocks.MockStore()
    assert (store.size, store.label, mocks.MockStore.limit) == (1, None, 1)
    store.size = 5
    store.mock_reset()
    assert store.size == 1 and mocks.MockStore().size == 1


def test_controls_that_would_clash_have_a_prefix():
    store = mocks.MockStore()
    assert store.calls() == 1
    store.reset()
    assert store.mock_call_count == 2 and [str(call) for call in store.mock_calls] == [
        "calls()",
        "reset()",
    ]


def test_properties():
    store = mocks.MockStore()
    assert store.name == "name_1"
    store.name = "n"
    assert store.name == "n" and store.mock_on.name.assigned.calls[0]["value"] == "n"
    device = mocks.MockDevice(strict=True)
    del device.volume
    device.volume = 3.0
    assert device.on.volume.deleted.call_count == 1 and device.volume == 3.0
    store.mock_on.name.raises(OSError)
    raises(OSError, lambda: store.name)


def test_special_methods():
    store = mocks.MockStore[int]()
    store.mock_on.getitem.when("a").returns(7)
    store.mock_on.and_.returns(store)
    assert store["a"] == 7 and store & store is store and len(store) == 0 and bool(store)
    assert store(3) == 1 and store.mock_on.call.last_call_args == {"x": 3}


def test_special_methods_without_annotations():
    untyped = mocks.MockUntyped()
    with untyped as same:
        assert same is untyped
    assert float(untyped) == 0.0 and list(untyped) == [] and [5][untyped] == 5
    assert not untyped < 3 and untyped.on.lt.last_call_args == {"other": 3}


def test_class_wide():
    assert isinstance(mocks.MockDevice.create("a"), interfaces.Device)
    assert mocks.MockDevice.version(3) == "version_1"
    device = mocks.MockDevice()
    device.on.version.when(4, match.any).returns("four")
    assert mocks.MockDevice.version(4, 1) == "four" and device.version(3).startswith("version_")
    assert device.on.version.calls[-1].args == {"major": 3, "minor": 0}
    device.on.version.reset()


def test_abstract_classes():
    device = mocks.MockDevice()
    assert device.mode(interfaces.Device.Mode.ON, {}) is interfaces.Device.Mode.ON
    assert device.serial == device.serial and device.on.serial.call_count == 1
    assert device._Device__secret(3) == 1 and device.on._Device__secret.calls[0]["__x"] == 3
    with device as same:
        assert same is device
    assert list(device.lines()) == [] and device.newer() == 1
    assert device.self(1, keyword="k") == "self_1"
    assert device.on.self.was_called_with(1, keyword="k")


def test_overloads():
    finder = mocks.MockFinder()
    finder.on.find.when("a").returns("b")
    assert finder.find("a") == "b"


def test_names_of_the_support_may_be_taken():
    rule = mocks.MockRule()
    rule.on.applies.returns(True)
    assert rule.applies(mocks.MockCall()) is True


def test_answers_in_order():
    values = mocks.MockValues()
    values.on.number.returns(1, 0).then_raises(OSError).then_returns(5)
    assert [values.number(), values.number()] == [1, 0]
    raises(OSError, values.number)
    assert [values.number(), values.number()] == [5, 5]
    values.on.number.returns(9)
    assert values.number() == 9


def test_misuse_is_an_error():
    get = mocks.MockStore().mock_on.get
    for name in ("assert_caled", "called_once", "assert_has_calls", "return_value"):
        raises(AttributeError, getattr, get, name)
    for name in ("return_value", "side_effect", "called", "returns"):
        raises(AttributeError, setattr, get, name, 3)
    raises(AttributeError, setattr, mocks.MockStore(), "mock_call_count", 0)
    raises(TypeError, get.side_effect, [OSError, 3])
    raises(TypeError, get.raises, "OSError")
    raises(TypeError, get.when, "a", 1, 2)
    raises(TypeError, get.assert_called_with)
    raises(TypeError, mocks.MockStream().on.chunks.yields, error="cut")
    for misuse in (get.returns, get.then_returns, get.raises, get.once, get.always):
        raises(ValueError, misuse)
    get.returns(1)
    raises(ValueError, get.times, 0)
    raises(ValueError, get.always().then_returns, 3)
    assert get.call_count == 0


def test_what_is_told_wrong_changes_nothing():
    values = mocks.MockValues()
    values.on.text.returns("a")
    raises(TypeError, values.on.text.raises, OSError, 3)
    assert values.text() == "a"


def test_false_values_are_values():
    values = mocks.MockValues()
    for value in ("", 0, None, False, [], b""):
        values.on.text.returns(value)
        assert values.text() == value and values.text() is value


def test_what_comes_behind_the_last():
    values = mocks.MockValues()
    values.on.number.returns(7, 8).exhausted("cycle")
    assert [values.number() for _ in range(5)] == [7, 8, 7, 8, 7]
    values.verify()
    values.on.number.returns(1).then_raises(OSError).exhausted("repeat")
    assert values.number() == 1
    for _ in range(3):
        raises(OSError, values.number)
    values.on.number.then_returns(2)
    assert values.number() == 2
    values.on.number.returns(5).always()
    assert [values.number() for _ in range(3)] == [5, 5, 5]
    values.reset()
    values.on.number.returns(7, 8).exhausted("default")
    assert [values.number() for _ in range(3)] == [7, 8, 3]
    values.on.number.returns(7).exhausted("error")
    values.number()
    text = str(raises(Exhausted, values.number))
    assert text == "number: no answer is left for number(), 1 are used up", text
    assert values.on.number.last_call.outcome == "raised"
    raises(ValueError, values.on.number.exhausted, "explode")


def test_errors():
    values = mocks.MockValues()
    error = KeyError("k")
    values.on.text.raises(ValueError, error, KeyboardInterrupt)
    raises(ValueError, values.text)
    assert raises(KeyError, values.text) is error
    raises(KeyboardInterrupt, values.text)
    raises(TypeError, values.on.text.raises, 3)
    assert [call.outcome for call in values.on.text.calls] == ["raised"] * 3
    values.on.text.raises(OSError).times(2).then_returns("fine")
    raises(OSError, values.text)
    raises(OSError, values.text)
    assert values.text() == "fine"
    values.on.text.returns(error)
    assert values.text() is error


def test_side_effects():
    store = mocks.MockStore()
    seen = []
    store.mock_on.put.side_effect(lambda *items, where, **more: seen.append((items, where, more)))
    store.put(1, 2, where="w", k=3)
    assert seen == [((1, 2), "w", {"k": 3})]
    store.mock_on.get.side_effect(OSError, 4, lambda key, default: key + str(default))
    raises(OSError, store.get, "a")
    assert [store.get("a"), store.get("b", 5), store.get("c")] == [4, "b5", "cNone"]


def test_rules_by_arguments():
    store = mocks.MockStore()
    get = store.mock_on.get
    get.returns("other")
    get.when(match.regex("^x")).returns("x")
    get.when(match.where(lambda key: len(key) > 5)).raises(KeyError)
    get.when("once").returns("1").once()
    assert [store.get(key) for key in ("a", "x1", "once", "once")] == ["other", "x", "1", "other"]
    raises(KeyError, store.get, "x23456")
    assert get.when("once").call_count == 2 and get.when("never").call_count == 0
    conditions = (
        (match.instance(int, str), 3, 2.5),
        (match.contains("b"), "abc", "xyz"),
        (match.partial(a=1), {"a": 1, "b": 2}, {"b": 2}),
        (match.partial(x=1.0), interfaces.Point(1.0, "", interfaces.Color.RED, []), object()),
        (match.approx(1.0, 0.1), 1.05, 2.0),
        (match.regex("a"), "cat", 5),
    )
    for condition, yes, no in conditions:
        assert condition == yes and not condition == no, condition


def test_calls_are_recorded():
    store = mocks.MockStore()
    data = {"a": [1]}
    order = object()
    lock = threading.Lock()
    store.put(data, order, lock, where="there", extra=1)
    data["a"].append(2)
    call = store.mock_on.put.calls[0]
    assert call["items"][0] == {"a": [1]} and call["items"][2] is lock
    assert call["where"] == "there" and call["more"] == {"extra": 1}
    assert (call.number, call.outcome, call.error) == (1, "returned", None)
    assert store.mock_on.get.last_call is None and store.mock_last_call_args == call.args
    person = Unlike()
    store.get(person)
    person.name = "changed"
    assert store.mock_on.get.was_called_with(person)
    assert store.mock_on.get.calls[0]["key"].name == "first"


def test_what_is_copied():
    store = mocks.MockStore()
    inner, loop = {"b": threading.Lock()}, []
    loop.append(loop)
    given = ({"a": 1}, [1, 2], ({"x"}, inner), loop, store, len)
    store.put(*given)
    (table, numbers, (names, locked), endless, mock, function) = store.mock_on.put.calls[0]["items"]
    given[0]["a"] = 2
    given[1].append(3)
    given[2][0].add("y")
    inner["c"] = 1
    assert table == {"a": 1} and numbers == [1, 2] and names == {"x"} and list(locked) == ["b"]
    assert locked["b"] is inner["b"] and endless is not loop and endless[0] is endless
    assert mock is store and function is len
    assert not store.mock_on.put.was_called_with(*given)


class Unlike:
    def __init__(self):
        self.name = "first"


def test_assertions():
    store = mocks.MockStore()
    get = store.mock_on.get
    get.assert_not_called()
    raises(AssertionError, get.assert_called)
    store.get("a", 1)
    store.get("b", 2)
    get.assert_any_call("a", 1)
    get.assert_called_with("b", default=2)
    get.assert_called_times(2)
    raises(AssertionError, get.assert_called_once)
    raises(AssertionError, get.assert_called_with, "a", 1)
    raises(TypeError, get.assert_called_with, "a", 1, 2)
    text = str(raises(AssertionError, get.assert_called_with, "b", 3))
    assert "default is 2, not 3" in text and "2. get(key='b', default=2)" in text, text


def message(function, *args, **kwargs):
    return str(raises(AssertionError, function, *args, **kwargs)).splitlines()


def test_assertions_say_what_differs():
    store = mocks.MockStore()
    get, put = store.mock_on.get, store.mock_on.put
    assert message(get.assert_called) == [
        "expected: at least 1 call of get",
        "  actual: 0",
        "there were no calls",
    ]
    store.get("b", 2)
    assert message(get.assert_called_with, "a", 2) == [
        "expected: the last call to be get(key='a', default=2)",
        "  actual: 1. get(key='b', default=2)",
        "calls:",
        "    1. get(key='b', default=2)",
        "        key is 'b', not 'a'",
    ]
    store.put({"name": "Jo", "home": {"zip": "1"}, "old": 1}, [1, 2], where="a" * 60 + "b")
    wanted = {"name": "Jo", "home": {"zip": "2"}, "new": 2}
    assert message(put.assert_any_call, wanted, [1, 5, 3], where="a" * 60 + "c")[4:] == [
        "        items[0]['home']['zip'] is '1', not '2'",
        "        items[0]['new'] is missing: 2",
        "        items[0]['old'] is not expected: 1",
        "        items[1] has 2 items, not 3",
        "        items[1][1] is 2, not 5",
        f"        where, from its character 40, is '{'a' * 20}b', not '{'a' * 20}c'",
    ]
    for number in range(20):
        store.get("x" * 1000, number)
    lines = message(get.assert_called_times, 3)
    assert lines[:3] == [
        "expected: 3 calls of get",
        "  actual: 21",
        "calls, the last 10 of 21:",
    ]
    assert len(lines) == 13 and max(map(len, lines)) < 220
    store.get(Unlike(), 1)
    message(get.when(Unlike(), 1).assert_called)


def test_what_can_not_be_compared_or_shown():
    class Odd:
        def __eq__(self, other):
            raise RuntimeError("not to be compared")

        def __repr__(self):
            raise RuntimeError("not to be shown")

    store = mocks.MockStore()
    odd = Odd()
    store.get(odd)
    assert not store.mock_on.get.was_called_with(Odd())
    assert "object at" in "".join(message(store.mock_on.get.assert_called_with, "a"))


def test_order_over_mocks():
    world = World()
    values, store = mocks.MockValues(world=world), mocks.MockStore(world=world)
    store.get("a")
    values.text()
    store.get("b")
    assert [call.number for call in world.calls] == [1, 2, 3]
    world.assert_order(store.mock_on.get, values.on.text, store.mock_on.get.when("b"))
    error = raises(AssertionError, world.assert_order, values.on.text, store.mock_on.get.when("a"))
    assert "there is no get(key='a'" in str(error)


def test_verify_and_reset():
    values = mocks.MockValues()
    values.verify()
    values.on.text.returns("a", "b")
    values.on.number.returns(1).times(2)
    values.text()
    values.number()
    text = str(raises(AssertionError, values.verify))
    assert "text: return 'b'" in text and "1 of 2" in text, text
    values.text()
    values.number()
    values.verify()
    values.on.flag.delay(3)
    values.flag()
    values.reset()
    assert values.call_count == 0 and values.calls == [] and values.text() == "text_1"
    assert values.flag() is False


def test_a_world_verifies_and_resets():
    with World() as world:
        values, device = mocks.MockValues(world=world), mocks.MockDevice(world=world)
        values.on.text.returns("a").once().delay(5)
        device.on.version.returns("v")
        assert values.text() == "a" and mocks.MockDevice.version(1) == "v" and world.now == 5
    assert world.calls == [] and world.now == 0.0 and values.text() == "text_1"
    assert mocks.MockDevice.version(1) == "version_1"
    device.reset()

    def unused():
        with world:
            values.on.text.returns("a").once()

    assert "1 of 1 not used" in str(raises(AssertionError, unused))
    assert values.text() == "text_1"

    def failing():
        with world:
            values.on.text.returns("a").once()
            raise OSError

    raises(OSError, failing)


def test_mocks_share_nothing():
    one, two = mocks.MockValues(), mocks.MockValues()
    before = dict(vars(mocks.MockValues))
    one.on.text.returns("one")
    one.text()
    assert two.text() == "text_1" and two.call_count == 1 and one.call_count == 1
    assert dict(vars(mocks.MockValues)) == before


def test_strict():
    store = mocks.MockStore(strict=True)
    assert "get(key='a', default=None)" in str(raises(Unconfigured, store.get, "a"))
    store.mock_on.get.returns(None)
    assert store.get("a") is None
    raises(Unconfigured, mocks.MockValues(strict=True).nothing)


def test_delays_take_no_time():
    world = World()
    values = mocks.MockValues(world=world)
    values.on.text.returns("a").delay(3600)
    before = time.monotonic()
    values.text()
    assert time.monotonic() - before < 60 and world.now == 3600
    values.text()
    assert values.on.text.calls[1].at == 3600

    store = mocks.MockStore(world=world)
    store.mock_on.get.when("slow").delay(60)
    store.mock_on.get.returns("a").delay(1).then_returns("b")
    assert [store.get(key) for key in ("x", "slow", "x")] == ["a", "b", "b"]
    assert [call.at - 7200 for call in store.mock_on.get.calls] == [0, 1, 61], store.mock_on.get.calls

    real = mocks.MockValues(world=World(real_time=True))
    real.on.text.delay(0.01)
    before = time.monotonic()
    real.text()
    assert time.monotonic() - before >= 0.01


def test_streams():
    stream = mocks.MockStream()

    async def run():
        stream.on.chunks.yields(b"a", b"b", error=OSError("cut"), delay=2.0)
        got = []
        try:
            async for chunk in stream.chunks():
                got.append(chunk)
        except OSError:
            got.append("cut")
        assert got == [b"a", b"b", "cut"] and stream._mynah_world.now == 4.0
        chunks = stream.chunks(5)
        assert await chunks.__anext__() == b"a"
        await chunks.aclose()
        stream.on.later.yields(b"c")
        assert [chunk async for chunk in await stream.later()] == [b"c"]
        assert [chunk async for chunk in mocks.MockStream().chunks()] == []
        async with stream as same:
            assert same is stream

    asyncio.run(run())
    first, second = stream.on.chunks.calls
    assert first.outcome == "raised" and first.items == [b"a", b"b"]
    assert second.outcome == "closed" and second.items == [b"a"] and second["size"] == 5
    stream.on.sync_chunks.yields(b"x", b"y")
    assert list(stream.sync_chunks()) == [b"x", b"y"]
    chunks = stream.sync_chunks()
    assert next(chunks) == b"x" and stream.on.sync_chunks.last_call.outcome == "streaming"
    chunks.close()
    assert stream.on.sync_chunks.last_call.outcome == "closed"
    stream.on.sync_chunks.yields(b"x", error=TimeoutError, delay=1.0)
    raises(TimeoutError, list, stream.sync_chunks())
    call = stream.on.sync_chunks.last_call
    assert (call.outcome, call.items, type(call.error)) == ("raised", [b"x"], TimeoutError)
    stream.on.sync_chunks.yields()
    assert list(stream.sync_chunks()) == []


def test_asynchronous_generators():
    source = mocks.MockAsyncSource()
    source.on.feed.yields(1, 2, 3)

    async def run():
        got = [item async for item in source.feed(3)]
        feed = source.feed(1)
        await feed.__anext__()
        await feed.aclose()
        return got

    assert asyncio.run(run()) == [1, 2, 3]
    assert [call.outcome for call in source.on.feed.calls] == ["returned", "closed"]


def test_asynchronous_calls():
    stream = mocks.MockStream()

    async def effect(url, timeout):
        await asyncio.sleep(0)
        return url

    async def run():
        stream.on.fetch.side_effect(effect)
        assert await stream.fetch("u") == "u"
        stream.on.fetch.returns("r")
        await asyncio.gather(*(stream.fetch(str(number)) for number in range(1000)))
        assert stream.on.fetch.call_count == 1001
        assert sorted(call.number for call in stream.calls) == list(range(1, 1002))
        stuck = mocks.MockStream(world=World(real_time=True))
        stuck.on.fetch.delay(60)
        try:
            await asyncio.wait_for(stuck.fetch("slow"), 0.01)
        except asyncio.TimeoutError:
            pass
        assert stuck.on.fetch.last_call.outcome == "cancelled"
        stuck.on.chunks.yields(b"a", b"b", delay=60)
        try:
            await asyncio.wait_for(stuck.chunks().__anext__(), 0.01)
        except asyncio.TimeoutError:
            pass
        assert stuck.on.chunks.last_call.outcome == "cancelled"

    asyncio.run(run())


def test_tables():
    users = stateful.MockDirectory()
    assert [users.create_user("a"), users.create_user("b", age=3)] == [1, 2]
    assert users.get_user(2) == {"name": "b", "age": 3, "id": 2}
    raises(interfaces.UserNotFoundError, users.get_user, 7)
    assert users.find_user("a")["id"] == 1 and users.find_user("c") is None
    assert users.update_user(1, {"age": 9})["age"] == 9
    users.list_users().clear()
    assert (
        [row["age"] for row in users.list_users()]
        == [9, 3]
        == [row["age"] for row in users.tables["user"]]
    )
    assert users.delete_user(1) is True and users.delete_user(1) is False
    assert users.create_user("c") == 3 and len(users.tables["user"]) == 2
    point = interfaces.Point(1.0, "p", interfaces.Color.BLUE, [])
    users.add_point(point)
    assert users.get_point("p") == point and users.ping() == "ping_1"
    users.on.get_user.returns({"told": True})
    assert users.get_user(2) == {"told": True}
    users.reset()
    assert users.list_users() == [] and users.create_user("d") == 1
    assert stateful.MockDirectory().list_users() == []
    strict = stateful.MockDirectory(strict=True)
    raises(Exception, strict.create_user, "a")


def test_threads():
    values = mocks.MockValues()
    values.on.number.returns(*range(1000)).exhausted("cycle")
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    texts = []
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10000

    def work():
        for _ in range(most):
            values.number()
        texts.append(values.text())

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(before)
    assert len(set(texts)) == values.on.text.call_count == 50
    assert values.on.number.call_count == 50 * most
    assert [call.number for call in values.calls] == list(range(1, 50 * most + 51))
    assert sum(call.result for call in values.on.number.calls) == 50 * most * 999 // 2


def test_context_managers():
    sessions = mocks.MockSessions()
    with sessions.begin() as point:
        assert isinstance(point, interfaces.Point)
    sessions.on.begin.when("other").returns("told")
    with sessions.begin("other") as told:
        assert told == "told"
    sessions.on.begin.fail_with_connection_error()
    raises(ConnectionError, sessions.begin().__enter__)
    assert [call["name"] for call in sessions.on.begin.calls] == ["main", "other", "main"]
    with mocks.MockSessions.shared() as number:
        assert number == 1

    async def run():
        async with sessions.connect() as nothing:
            return nothing

    assert asyncio.run(run()) is None and sessions.on.connect.call_count == 1
    assert sessions.size() == 1 and sessions.sealed() == "real"


def test_limits_of_arguments():
    limited = mocks.MockLimited()
    assert limited.pay(1.0) == "pay_1" and limited.pay(1.0, note="") == "pay_2"
    error = raises(ContractError, limited.pay, -1.0)
    assert str(error) == "pay: amount > 0 does not hold, amount is -1.0", error
    raises(OverflowError, limited.pay, 1001.0)
    raises(ContractError, limited.pay, 1.0, "GBP")
    raises(ContractError, limited.pay, 1.0, retries=0)
    limited.pay(1.0, "USD", None, "b")
    limited.pay("what can not be compared is not judged")
    assert [call.outcome for call in limited.calls].count("raised") == 4
    raises(ContractError, mocks.MockLimited(strict=True).pay, 0.0)
    limited.on.pay.returns("told")
    raises(ContractError, limited.pay, 0.0)
    limited.on.pay.when(0.0, match.any, match.any, match.any).returns("asked for")
    assert limited.pay(0.0) == "asked for" and limited.pay(2.0) == "told"


def test_copies_and_pickles():
    values = mocks.MockValues()
    values.on.text.returns("a", "b")
    values.text()
    for other in (copy.deepcopy(values), pickle.loads(pickle.dumps(values))):
        assert other.text() == "b" and other.call_count == 2
    assert values.call_count == 1


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = False
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}")
        except Exception:
            failed = True
            print("# " + traceback.format_exc().replace("\n", "\n# "))
            print(f"not ok {number} - {name}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
