// SPDX-License-Identifier: Apache-2.0
//
// The mocked control system: channels, limits, what the clients do when something is amiss, and
// that no client of the surfaces is left that could reach a machine.

#include "executor.h"
#include "surfaces/surface.h"

#include <unistd.h>

static const char channels[] =
    "{\"SR:MAG:SP\": {\"value\": 1.0, \"min_value\": 0, \"max_value\": 10, \"max_step\": 2},"
    " \"SR:MAG:RB\": {\"value\": 1.5, \"writable\": false},"
    " \"SR:SLOW\": {\"value\": 7, \"delay\": 30},"
    " \"SR:BAD\": {\"value\": 0, \"read_error\": \"it is off\", \"write_error\": \"interlocked\"},"
    " \"SR:WAVE\": [1, 2, 3], \"SR:NAME\": \"ring\","
    " \"sr/mag/1/current\": 3.5, \"sr/mag/1/State\": \"ON\", \"sr/mag/1/Reset\": null}";

static int setup(void **state)
{
    *state = make_executor(NULL, &(struct mynah_executor_options){ .channels = channels });
    return 0;
}

static int teardown(void **state)
{
    mynah_executor_destroy(*state);
    return 0;
}

// Code that fails itself when something is not as it should be.
static void passes(struct mynah_executor *executor, const char *code)
{
    struct mynah_execution *execution = execute(executor, code);
    check_status(execution, MYNAH_EXECUTION_SUCCEEDED);
    mynah_free(execution);
}

static const char raises[] = "def raises(call, *args, **more):\n"
                             "    try:\n"
                             "        call(*args, **more)\n"
                             "    except Exception as error:\n"
                             "        return type(error).__name__ + ': ' + str(error)\n"
                             "    raise AssertionError('nothing was raised')\n"
                             "results = {}\n";

static void passes_with_raises(struct mynah_executor *executor, const char *code)
{
    char whole[4096];
    snprintf(whole, sizeof whole, "%s%s", raises, code);
    passes(executor, whole);
}

static void osprey_reads_and_writes(void **state)
{
    passes_with_raises(
        *state,
        "from osprey.runtime import *\n"
        "assert read_channel('SR:MAG:SP') == 1.0\n"
        "write_channel('SR:MAG:SP', 2.5, timeout=1, verification_level='readback')\n"
        "assert read_channel('SR:MAG:SP.VAL') == 2.5\n"
        "write_channels({'SR:MAG:SP': 3, 'SR:NAME': 'linac'})\n"
        "assert read_channel('SR:NAME') == 'linac'\n"
        "assert raises(read_channel, 'NO') == 'ConnectionError: Channel NO is not connected'\n"
        "assert raises(read_channel, 'SR:SLOW').startswith('TimeoutError: Timeout reading')\n"
        "assert read_channel('SR:SLOW', timeout=60) == 7\n"
        "assert raises(read_channel, 'SR:BAD') == 'RuntimeError: Read failed for SR:BAD: it is "
        "off'\n"
        "assert raises(write_channel, 'SR:BAD', 1) == 'RuntimeError: Write failed for SR:BAD: "
        "interlocked'\n"
        "import asyncio, osprey.runtime\n"
        "async def main():\n"
        "    connector = await osprey.runtime._get_connector()\n"
        "    await connector.write_channel('SR:MAG:SP', 4)\n"
        "    return (await connector.read_channel('SR:MAG:SP')).value\n"
        "assert asyncio.run(main()) == 4\n");
}

static void limits_hold_under_every_client(void **state)
{
    static const struct {
        const char *code;
        const char *why;
    } rows[] = {
        { "from osprey.runtime import write_channel as w\nw('SR:MAG:SP', 11)", "MAX_EXCEEDED" },
        { "from osprey.runtime import write_channel as w\nw('SR:MAG:SP.VAL', -1)", "MIN_EXCEEDED" },
        { "import osprey.runtime as r\nr._limits_validator = None\nr.write_channel('SR:MAG:SP', 5)",
          "MAX_STEP_EXCEEDED" },
        { "from epics import caput\ncaput('SR:MAG:SP', float('nan'))", "NOT_A_NUMBER" },
        { "from epics import caput\ncaput('SR:MAG:SP', [1, 99])", "MAX_EXCEEDED" },
        { "from epics import caput\ncaput('SR:MAG:SP', '99')", "MAX_EXCEEDED" },
        { "import epics\nepics.PV('SR:MAG:RB').value = 2", "READ_ONLY_CHANNEL" },
        { "from p4p.client.thread import Context\nContext('pva').put('SR:MAG:RB', 2)",
          "READ_ONLY_CHANNEL" },
        { "import tango\ntango.AttributeProxy('SR:MAG:RB').write(1)", "READ_ONLY_CHANNEL" },
        { "import epics\ntry:\n    epics.caput('SR:MAG:RB', 2)\nexcept Exception:\n    1 / 0",
          "a write of SR:MAG:RB was held back by its limits, and then: ZeroDivisionError" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_execution *execution = execute(*state, rows[i].code);
        check_status(execution, MYNAH_EXECUTION_VIOLATION);
        assert_string_equal(execution->type, "ChannelLimitsViolationError");
        if (!strstr(execution->message, rows[i].why)) {
            fail_msg("%s", execution->message);
        }
        mynah_free(execution);
    }
}

static void a_limits_database_closes_all_other_channels(void **state)
{
    (void)state;
    static const char limits[] = "{\"_comment\": 1, \"defaults\": {\"max_value\": 5},"
                                 " \"DEVICE:PV:SETPOINT\": {\"min_value\": 0}}";
    struct mynah_executor_options options = { .channels = "{\"X\": 1}", .limits = limits };
    struct mynah_executor *executor = make_executor(NULL, &options);
    static const char write[] = "from osprey.runtime import write_channel\n"
                                "write_channel('%s', %s)\nresults = {}\n";
    static const struct {
        const char *channel;
        const char *value;
        const char *why;
    } rows[] = {
        { "X", "1", "UNLISTED_CHANNEL" },
        { "DEVICE:PV:SETPOINT", "6", "MAX_EXCEEDED" },
        { "DEVICE:PV:SETPOINT", "-1", "MIN_EXCEEDED" },
        { "DEVICE:PV:SETPOINT", "5", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char code[200];
        snprintf(code, sizeof code, write, rows[i].channel, rows[i].value);
        struct mynah_execution *execution = execute(executor, code);
        check_status(execution,
                     rows[i].why ? MYNAH_EXECUTION_VIOLATION : MYNAH_EXECUTION_SUCCEEDED);
        assert_true(!rows[i].why || strstr(execution->message, rows[i].why));
        mynah_free(execution);
    }
    mynah_executor_destroy(executor);
    options.allow_unlisted = true;
    executor = make_executor(NULL, &options);
    passes(executor, "import epics\nassert epics.caput('X', 9) == 1\nresults = {}");
    mynah_executor_destroy(executor);
    executor = make_executor(NULL, &(struct mynah_executor_options){ .writes_disabled = true });
    comes_to(executor, "import epics\nepics.caput('DEVICE:PV:SETPOINT', 1)",
             &(struct failing){ MYNAH_EXECUTION_VIOLATION, "ChannelLimitsViolationError", 2,
                                "WRITES_DISABLED" });
    mynah_executor_destroy(executor);
}

static void pyepics_works(void **state)
{
    passes_with_raises(
        *state,
        "import epics\n"
        "from epics import PV, caget, caput, caget_many, caput_many, camonitor, ca\n"
        "assert caget('SR:MAG:SP') == 1.0 and caget('SR:MAG:SP', as_string=True) == '1.0'\n"
        "assert caput('SR:MAG:SP', 2, wait=True) == 1\n"
        "assert caget('NO') is None and caput('NO', 1) is None\n"
        "assert caget('SR:SLOW') is None and caget('SR:SLOW', timeout=60) == 7\n"
        "assert caput('SR:SLOW', 8, wait=True, timeout=1) == -1\n"
        "assert raises(caput, 'SR:BAD', 1) == \"CASeverityException:  put returned "
        "'interlocked'\"\n"
        "assert caget_many(['SR:MAG:SP', 'NO']) == [2, None]\n"
        "assert caput_many(['SR:MAG:SP', 'NO'], [3, 1]) == [1, -1]\n"
        "seen = []\n"
        "pv = PV('SR:MAG:SP', callback=lambda pvname, value, **kw: seen.append(value))\n"
        "assert pv.connected and pv.get() == 3 and pv.value == 3 and pv.char_value == '3'\n"
        "pv.put(4)\n"
        "pv.value = 5\n"
        "assert seen == [4, 5] and pv.status == 0 and pv.get_with_metadata()['value'] == 5\n"
        "assert not PV('NO').connected and PV('NO').get() is None\n"
        "device = epics.Device('SR:', attrs=['NAME'])\n"
        "assert device.NAME == 'ring' and device.get_all() == {'NAME': 'ring'}\n"
        "device.NAME = 'x'\n"
        "assert device.get('NAME') == 'x'\n"
        "chid = ca.create_channel('SR:MAG:SP')\n"
        "assert ca.connect_channel(chid) and ca.get(chid) == 5 and ca.put(chid, 6) == 1\n"
        "camonitor('SR:MAG:SP', writer=print)\n"
        "motor = epics.Motor('SR:MAG:SP')\n"
        "assert motor.move(7) == 0 and motor.get_position() == 7\n");
}

static void p4p_works(void **state)
{
    passes_with_raises(*state,
                       "from p4p.client.thread import Context\n"
                       "import asyncio, p4p.client.asyncio\n"
                       "with Context('pva') as ctxt:\n"
                       "    assert ctxt.get('SR:WAVE') == [1, 2, 3]\n"
                       "    assert ctxt.get(['SR:MAG:SP', 'SR:NAME']) == [1.0, 'ring']\n"
                       "    ctxt.put('SR:MAG:SP', 2, wait=True)\n"
                       "    ctxt.put(['SR:MAG:SP', 'SR:NAME'], [{'value': 3}, 'x'])\n"
                       "    assert ctxt.get('SR:MAG:SP') == 3\n"
                       "    assert raises(ctxt.get, 'NO').startswith('TimeoutError: NO')\n"
                       "    assert isinstance(ctxt.get('NO', throw=False), TimeoutError)\n"
                       "    assert raises(ctxt.put, 'SR:BAD', 1) == 'RemoteError: interlocked'\n"
                       "    seen = []\n"
                       "    ctxt.monitor('SR:MAG:SP', seen.append).close()\n"
                       "    assert seen == [3]\n"
                       "async def main():\n"
                       "    async with p4p.client.asyncio.Context('pva') as ctxt:\n"
                       "        await ctxt.put('SR:MAG:SP', 4)\n"
                       "        return await ctxt.get('SR:MAG:SP')\n"
                       "assert asyncio.run(main()) == 4\n");
}

static void pytango_works(void **state)
{
    passes_with_raises(
        *state,
        "import tango, tango.asyncio, PyTango, asyncio\n"
        "dev = tango.DeviceProxy('sr/mag/1')\n"
        "assert PyTango.DeviceProxy is tango.DeviceProxy\n"
        "assert dev.current == 3.5 and dev.read_attribute('current').value == 3.5\n"
        "dev.current = 4\n"
        "dev.write_attribute('current', dev.current + 1)\n"
        "dev['current'] = dev['current'].value + 1\n"
        "assert tango.AttributeProxy('sr/mag/1/current').read().value == 6\n"
        "assert dev.state() == tango.DevState.ON and dev.command_inout('State') == 0\n"
        "dev.command_inout('Reset')\n"
        "assert dev.read_attribute_reply(dev.read_attribute_asynch('current')).value == 6\n"
        "assert raises(dev.read_attribute, 'no').startswith('DevFailed: API_AttrNotFound')\n"
        "assert raises(setattr, dev, 'no', 1).startswith('AttributeError')\n"
        "group = tango.Group('all')\n"
        "group.add('sr/mag/1')\n"
        "group.write_attribute('current', 7)\n"
        "assert group.read_attribute('current')[0].get_data().value == 7\n"
        "async def main():\n"
        "    dev = await tango.asyncio.DeviceProxy('sr/mag/1')\n"
        "    await dev.write_attribute('current', 8)\n"
        "    return (await dev.read_attribute('current')).value\n"
        "assert asyncio.run(main()) == 8\n");
}

static void what_is_not_mocked_says_so_and_is_recorded(void **state)
{
    struct mynah_execution *execution = execute(*state, "try:\n    import caproto.sync.client\n"
                                                        "except ImportError as error:\n"
                                                        "    results = {'why': str(error)}\n");
    check_status(execution, MYNAH_EXECUTION_SUCCEEDED);
    assert_string_equal(execution->results, "{\"why\": \"not mocked: caproto\"}");
    assert_int_equal(execution->access_count, 1);
    assert_null(execution->accesses[0].channel);
    assert_string_equal(execution->accesses[0].api, "caproto");
    assert_string_equal(execution->accesses[0].error, "not mocked: caproto");
    mynah_free(execution);
    comes_to(
        *state, "from p4p.server.thread import SharedPV",
        &(struct failing){ MYNAH_EXECUTION_RAISED, "ImportError", 1, "not mocked: p4p.server" });
}

static void addresses_are_those_of_this_host(void **state)
{
    leaves(*state,
           "import os\n"
           "results = {k: os.environ[k] for k in ('EPICS_CA_ADDR_LIST', 'EPICS_PVA_ADDR_LIST',\n"
           "                                      'EPICS_CA_AUTO_ADDR_LIST', 'TANGO_HOST')}",
           "{\"EPICS_CA_ADDR_LIST\": \"127.0.0.1\", \"EPICS_PVA_ADDR_LIST\": \"127.0.0.1\", "
           "\"EPICS_CA_AUTO_ADDR_LIST\": \"NO\", \"TANGO_HOST\": \"127.0.0.1:10000\"}");
}

// What the surfaces know and the real package does not have.
static const char *const invented[] = {
    "osprey.runtime.read_channels", // models like to call it
    "osprey.Connector",             // a type, which has no such name in Python
};

static bool is_invented(const char *api)
{
    for (size_t i = 0; i < sizeof invented / sizeof *invented; i++) {
        if (strncmp(api, invented[i], strlen(invented[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void add_apis(FILE *script)
{
    for (const struct surface_table *const *table = mynah__surface_tables; *table; table++) {
        for (const struct surface *row = (*table)->rows; row->api; row++) {
            const char *star = strstr(row->api, ".*");
            if (!star && !is_invented(row->api) && row->direction != SURFACE_NONE) {
                fprintf(script, "    ('%s', %s),\n", row->api, row->attribute ? "True" : "False");
            }
        }
    }
}

// Each name of the surfaces is looked up in the child: it is there, as one of ours, or its package
// is refused as a whole.
static void every_surface_is_covered(void **state)
{
    char *code = NULL;
    size_t size = 0;
    FILE *script = open_memstream(&code, &size);
    assert_non_null(script);
    fputs("import importlib, sys\nworking = ('osprey', 'epics', 'p4p', 'tango', 'PyTango')\n"
          "server_side = ('p4p.server',)\n"
          "def find(api, attribute):\n"
          "    parts = api.split('.')\n"
          "    for size in range(len(parts), 0, -1):\n"
          "        try:\n"
          "            thing = importlib.import_module('.'.join(parts[:size]))\n"
          "        except ImportError as error:\n"
          "            if str(error).startswith('not mocked') and size == 1: return 'refused'\n"
          "            continue\n"
          "        if not thing.__spec__.origin.startswith('<mynah>'): return 'real'\n"
          "        for part in parts[size:]:\n"
          "            if attribute and hasattr(thing, '__getattr__'): return 'mocked'\n"
          "            thing = getattr(thing, part, find)\n"
          "            if thing is find: return 'missing'\n"
          "        return 'mocked'\n"
          "    return 'unknown'\n"
          "wrong = {}\nfor api, attribute in (\n",
          script);
    add_apis(script);
    fputs("):\n"
          "    found = find(api, attribute)\n"
          "    want = 'mocked' if api.split('.')[0] in working else 'refused'\n"
          "    if api.startswith(server_side): want = 'missing'\n"
          "    if found != want: wrong[api] = found\n"
          "results = {'wrong': wrong}\n",
          script);
    fclose(script);
    leaves(*state, code, "{\"wrong\": {}}");
    free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(osprey_reads_and_writes),
        cmocka_unit_test(limits_hold_under_every_client),
        cmocka_unit_test(a_limits_database_closes_all_other_channels),
        cmocka_unit_test(pyepics_works),
        cmocka_unit_test(p4p_works),
        cmocka_unit_test(pytango_works),
        cmocka_unit_test(what_is_not_mocked_says_so_and_is_recorded),
        cmocka_unit_test(addresses_are_those_of_this_host),
        cmocka_unit_test(every_surface_is_covered),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
