# osprey.runtime and its connectors.
import asyncio

import osprey.runtime as runtime
from osprey.connectors.factory import ConnectorFactory
runtime.write_channel("A", 1.0)  # expect: channel-write[A = 1.0]
runtime.read_channel("A")  # expect: channel-read[A]
runtime.write_channels({"A": 1, "B": 2})  # expect: channel-write[B = 2]
runtime.read_channels(["A", "B"])  # expect: channel-read[B]
asyncio.run(runtime._write_channel_async("A", 1))  # expect: channel-write[A = 1]
asyncio.run(runtime._read_channel_async("A"))  # expect: channel-read[A]
asyncio.run(runtime._write_channels_async({"A": 1}))  # expect: channel-write[A = 1]
runtime._get_connector().write_channel("A", 1)  # expect: channel-write[A = 1]
runtime.cleanup_runtime(); runtime.configure_from_context(None)  # ok: opaque-call
raise_it = (runtime.ControlTargetChangedError("x"), runtime.SwitchInProgressError("y"))  # ok: opaque-call
runtime._limits_validator = None  # expect: builtins-changed, channel-write[? = None]
runtime._assert_target_pin = print  # expect: builtins-changed, channel-write[?]
runtime._route_connector_through_pool()  # expect: channel-write[?]
connector = ConnectorFactory.create_control_system_connector()
connector.write_channel("A", 1)  # expect: channel-write[A = 1]
connector.write_channel_checked("A", 1)  # expect: channel-write[A = 1]
connector.write_multiple_channels({"A": 1})  # expect: channel-write[A = 1]
connector.read_channel("A")  # expect: channel-read[A]
connector.read_multiple_channels(["A"])  # expect: channel-read[A]
connector.subscribe("A", print)  # expect: channel-read[A]
connector.get_metadata("A")  # expect: channel-read[A]
connector.validate_channel("A")  # expect: channel-read[A]
connector.connect(); connector.disconnect(); connector.unsubscribe()  # ok: opaque-call
connector.reset()  # expect: opaque-call
runtime._runtime_connector().write_channel("A", 1)  # expect: channel-write[A = 1]
