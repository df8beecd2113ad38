// SPDX-License-Identifier: Apache-2.0
// What the tables of surfaces, rules and models say of a qualified name; and the one name that each
// thing has, whichever way it was reached.

#include "core/text.h"
#include "values/engine.h"

#include <string.h>

enum { ALIAS_ROUNDS = 3 };

// Names that are other names: a whole name, or all that is below it.
const char *const mynah__aliases[][2] = {
    { "posix", "os" },
    { "nt", "os" },
    { "_pickle", "pickle" },
    { "cPickle", "pickle" },
    { "_posixsubprocess", "subprocess._posixsubprocess" },
    { "_io", "io" },
    { "_thread.start_new_thread", "_thread.start_new" },
    { "threading._start_new_thread", "_thread.start_new" },
    { "_socket", "socket" },
    { "io.open", "builtins.open" },
    { "codecs.open", "builtins.open" },
    { "__builtin__", "builtins" },
    { "_winreg", "winreg" },
    { "importlib.__import__", "builtins.__import__" },
    { "importlib._bootstrap._gcd_import", "importlib.import_module" },
    { "tempfile._os", "os" },
    { "random._os", "os" },
    { "asyncio.subprocess.create_subprocess_exec", "asyncio.create_subprocess_exec" },
    { "asyncio.subprocess.create_subprocess_shell", "asyncio.create_subprocess_shell" },
    { "PyTango", "tango" },
    { "tango._tango", "tango" },
    { "epics.pv.PV", "epics.PV" },
    { "epics.device.Device", "epics.Device" },
    { "epics.motor.Motor", "epics.Motor" },
    { "epics.multiproc.CAProcess", "multiprocessing.Process" },
    { "epics.CAProcess", "multiprocessing.Process" },
    { "epics.CAThread", "threading.Thread" },
    { "aioca._catools", "aioca" },
    { "p4p.client.asyncio", "p4p.client.thread" },
    { "p4p.client.cothread", "p4p.client.thread" },
    { "p4p.client.raw", "p4p.client.thread" },
    { "p4p.client.Qt", "p4p.client.thread" },
    { "p4p.server.asyncio", "p4p.server.thread" },
    { "p4p.server.raw", "p4p.server.thread" },
    { "p4p.server.cothread", "p4p.server.thread" },
    { "ophyd.epics_motor", "ophyd" },
    { "bluesky.run_engine", "bluesky" },
    { "pymodbus.client.sync", "pymodbus.client" },
    { "pymodbus.client.tcp", "pymodbus.client" },
    { "pymodbus.client.udp", "pymodbus.client" },
    { "pymodbus.client.tls", "pymodbus.client" },
    { "pymodbus.client.serial", "pymodbus.client" },
    { "opcua", "asyncua" },
    { "asyncua.client", "asyncua" },
    { "asyncua.common.node.Node", "asyncua.Node" },
    { "asyncua.sync", "asyncua" },
    { "smbus", "smbus2" },
    { "snap7.Client", "snap7.client.Client" },
    { "caproto.threading.pyepics_compat", "epics" },
    { "caproto.asyncio.client", "caproto.threading.client" },
    { "caproto.trio.client", "caproto.threading.client" },
    { "caproto.curio.client", "caproto.threading.client" },
    { "ophyd.signal", "ophyd" },
    { "ophyd.cl", "epics" },
    { "ophyd.device", "ophyd" },
    { "ophyd.positioner", "ophyd" },
    { "ophyd.pv_positioner", "ophyd" },
    { "ophyd.scaler", "ophyd" },
    { "ophyd.mca", "ophyd" },
    { "ophyd.quadem", "ophyd" },
    { "epics.alarm.Alarm", "epics.Alarm" },
    { "epics.pv.get_pv", "epics.get_pv" },
    { "epics.CAPool", "multiprocessing.Pool" },
    { "epics.multiproc.CAPool", "multiprocessing.Pool" },
    { "epics.ca.CAThread", "threading.Thread" },
    { "concurrent.futures.thread", "concurrent.futures" },
    { "concurrent.futures.process", "concurrent.futures" },
    { "multiprocessing.context.Process", "multiprocessing.Process" },
    { "multiprocessing.pool.Pool", "multiprocessing.Pool" },
    { "multiprocessing.pool.ThreadPool", "multiprocessing.dummy.Pool" }, // no processes
    { "torch.serialization.load", "torch.load" },
    { "sklearn.externals.joblib", "joblib" },
    { "yaml.loader", "yaml" },
    { "yaml.cyaml", "yaml" },
    { "pathlib.PosixPath", "pathlib.Path" },
    { "pathlib.WindowsPath", "pathlib.Path" },
    { "ctypes.windll", "ctypes.cdll" },
    { "ctypes.oledll", "ctypes.cdll" },
    { "requests.api", "requests" },
    { "requests.sessions.Session", "requests.Session" },
    { "requests.session", "requests.Session" },
    { "Cryptodome", "Crypto" },
    { "pyOpenSSL", "OpenSSL" },
    { "paramiko.client", "paramiko" },
    { "six.moves.urllib", "urllib" },
    { "six.moves.cPickle", "pickle" },
    { "urllib2", "urllib.request" },
    { "urllib.urlopen", "urllib.request.urlopen" },
    { "urllib.urlretrieve", "urllib.request.urlretrieve" },
    { "urllib.URLopener", "urllib.request.URLopener" },
    { "urllib.FancyURLopener", "urllib.request.FancyURLopener" },
    { "xmlrpclib", "xmlrpc.client" },
    { "SimpleXMLRPCServer", "xmlrpc.server" },
    { "BaseHTTPServer", "http.server" },
    { "SocketServer", "socketserver" },
    { "httplib", "http.client" },
    { "pysnmp.hlapi.asyncio", "pysnmp.hlapi" },
    { "pysnmp.hlapi.v1arch", "pysnmp.hlapi" },
    { "pysnmp.hlapi.v3arch", "pysnmp.hlapi" },
    { "pysnmp.hlapi.auth", "pysnmp.hlapi" },
    { "numpy.lib.npyio.load", "numpy.load" },
    { "tensorflow.keras", "keras" },
    { "get_ipython", "IPython.get_ipython" },
    { NULL, NULL },
};

// Return the first alias that fits, or that at the end.
static const char *const *find_alias(const char *name, const char *without)
{
    const char *const(*alias)[2] = mynah__aliases;
    for (; (*alias)[0]; alias++) {
        const char *from = (*alias)[0];
        size_t size = from[0] == name[0] ? strlen(from) : 0;
        if (size && strncmp(name, from, size) == 0 && (name[size] == '.' || name[size] == 0) &&
            from != without) {
            break;
        }
    }
    return *alias;
}

// Put in the first alias that fits: false where none does.
static bool replace_alias(const char *name, const char *without, struct text *text)
{
    const char *const *alias = find_alias(name, without);
    if (!alias[0]) {
        return false;
    }
    mynah__text_add(text, alias[1]);
    mynah__text_add(text, name + strlen(alias[0]));
    return true;
}

static void one_name(const char *name, const char *without, struct text *text)
{
    struct text changed = { 0 };
    bool more = replace_alias(name, without, &changed);
    for (int round = 1; more && changed.bytes && round < ALIAS_ROUNDS; round++) {
        struct text next = { 0 };
        more = replace_alias(changed.bytes, without, &next);
        if (more) {
            mynah__text_finish(&changed);
            changed = next;
        }
    }
    mynah__text_add(text, changed.bytes ? changed.bytes : name);
    text->failed = text->failed || changed.failed;
    mynah__text_finish(&changed);
}

void mynah__alias(const char *name, struct text *text)
{
    one_name(name, NULL, text);
}

uint32_t mynah__canonical(struct engine *engine, uint32_t atom)
{
    const char *without = engine->tables->without;
    struct atom name = *mynah__atom_at(engine, atom);
    uint32_t one = atom;
    if (name.canonical) {
        return name.canonical - 1;
    }
    if (find_alias(name.bytes, without)[0]) {
        struct text text = { 0 };
        one_name(name.bytes, without, &text);
        engine->arena->failed = engine->arena->failed || text.failed;
        one = text.bytes ? mynah__atom(engine, text.bytes, text.size) : atom;
        mynah__text_finish(&text);
    }
    engine->atoms[atom - engine->shared_count].canonical = one + 1; // those shared have theirs
    return one;
}

const struct known *mynah__known(const struct engine *engine, uint32_t atom)
{
    bool named = atom < engine->known_count && engine->known[atom].named;
    return named ? &engine->known[atom] : NULL;
}

// Return what is known of the longest beginning of a name that is known, or NULL; `*next` says
// whether it is all but the last part.
static const struct known *beginning(struct engine *engine, uint32_t atom, bool *next)
{
    struct atom name = *mynah__atom_at(engine, atom);
    *next = true;
    for (uint32_t size = name.size; size-- > 0;) {
        if (name.bytes[size] == '.') {
            const struct known *known = mynah__known(engine, mynah__atom(engine, name.bytes, size));
            if (known) {
                return known;
            }
            *next = false;
        }
    }
    return NULL;
}

const struct surface *mynah__surface(struct engine *engine, uint32_t atom)
{
    bool next;
    const struct known *known = mynah__known(engine, atom);
    if (known) {
        return known->surface;
    }
    known = beginning(engine, atom, &next);
    // What is below a datum is a part of it: only harmless rows speak for more than one part.
    bool fits = known && known->any && (next || known->any->direction == SURFACE_NONE);
    return fits ? known->any : NULL;
}

bool mynah__is_strange(struct engine *engine, uint32_t atom)
{
    static const char *const harmless[] = {
        "Error",      "Exception",    "Warning",   "Failed",      ".__init__",  ".__new__",
        ".__enter__", ".__setattr__", ".__exit__", ".__aenter__", ".__aexit__", ".__str__",
        ".__repr__",  ".__len__",     ".__iter__", ".__eq__",     ".__hash__",
    };
    bool next;
    const struct known *known = mynah__known(engine, atom) ? NULL : beginning(engine, atom, &next);
    struct atom name = *mynah__atom_at(engine, atom);
    if (!known || known->any || (known->surface && known->surface->attribute) ||
        !(known->below & POWER_WRITES)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++) {
        size_t size = strlen(harmless[i]);
        if (name.size > size && strcmp(name.bytes + name.size - size, harmless[i]) == 0) {
            return false;
        }
    }
    return true;
}

// Names in capitals are those of constants: harmless until they are called.
static bool is_constant(const char *name)
{
    const char *last = strrchr(name, '.');
    last = last ? last + 1 : name;
    return strspn(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(last);
}

uint16_t mynah__external_powers(struct engine *engine, uint32_t atom)
{
    const struct known *known = mynah__known(engine, atom);
    if (known) {
        return (uint16_t)(known->powers | known->below);
    }
    const struct surface *row = mynah__surface(engine, atom); // by `*`: lamp.on, device.Start
    if (row && row->direction & SURFACE_WRITE && !row->attribute) {
        return POWER_WRITES;
    }
    return mynah__is_strange(engine, atom) && !is_constant(mynah__atom_at(engine, atom)->bytes)
               ? POWER_WRITES
               : 0;
}

uint32_t mynah__type_made(struct engine *engine, uint32_t atom)
{
    const struct known *known = mynah__known(engine, atom);
    const char *result = known && known->surface ? known->surface->result : NULL;
    return result && result[0] != '[' ? mynah__atom_text(engine, result) : atom;
}

uint16_t mynah__module_powers(struct engine *engine, uint32_t atom)
{
    const char *name = mynah__atom_bytes(engine, atom);
    uint32_t top = mynah__atom(engine, name, strcspn(name, "."));
    return mynah__external_powers(engine, top);
}

bool mynah__is_type(struct engine *engine, uint32_t atom)
{
    static const char *const types[] = { "builtins.object", "builtins.dict", "builtins.list",
                                         "builtins.type" };
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        if (strcmp(mynah__atom_bytes(engine, atom), types[i]) == 0) {
            return true;
        }
    }
    return false;
}

uint32_t mynah__qualified(struct engine *engine, uint32_t id)
{
    struct value value = engine->values[id];
    if (value.kind == VALUE_EXTERNAL) {
        return value.a;
    }
    if (value.kind == VALUE_METHOD && engine->values[value.a].kind == VALUE_INSTANCE) {
        return mynah__canonical(engine,
                                mynah__atom_join(engine, engine->values[value.a].a, '.', value.b));
    }
    return ATOM_NONE;
}

uint32_t mynah__preloaded(const struct engine *engine, uint32_t name)
{
    bool some = name < engine->known_count && engine->known[name].preloaded;
    return some ? engine->known[name].preloaded : ATOM_NONE;
}

static const struct {
    const char *name;
    int number;
} numbers[] = {
    { "stat.S_ISUID", 04000 },     { "stat.S_ISGID", 02000 },    { "stat.S_ISVTX", 01000 },
    { "stat.S_IRWXU", 0700 },      { "stat.S_IRUSR", 0400 },     { "stat.S_IWUSR", 0200 },
    { "stat.S_IXUSR", 0100 },      { "stat.S_IREAD", 0400 },     { "stat.S_IWRITE", 0200 },
    { "stat.S_IEXEC", 0100 },      { "stat.S_IRWXG", 070 },      { "stat.S_IRGRP", 040 },
    { "stat.S_IWGRP", 020 },       { "stat.S_IXGRP", 010 },      { "stat.S_IRWXO", 07 },
    { "stat.S_IROTH", 04 },        { "stat.S_IWOTH", 02 },       { "stat.S_IXOTH", 01 },
    { "os.O_RDONLY", 0 },          { "os.O_WRONLY", 1 },         { "os.O_RDWR", 2 },
    { "os.O_CREAT", 0100 },        { "os.O_TRUNC", 01000 },      { "os.O_APPEND", 02000 },
    { "os.O_EXCL", 0200 },         { "os.O_NOCTTY", 0400 },      { "os.O_NONBLOCK", 04000 },
    { "os.O_DIRECTORY", 0200000 }, { "os.O_NOFOLLOW", 0400000 }, { "os.O_CLOEXEC", 02000000 },
    { "os.O_BINARY", 0 },
};

static const char *const texts[][2] = {
    { "os.sep", "/" },
    { "os.linesep", "\n" },
    { "os.curdir", "." },
    { "os.pardir", ".." },
    { "os.devnull", "/dev/null" },
    { "string.ascii_lowercase", "abcdefghijklmnopqrstuvwxyz" },
    { "string.ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { "string.ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { "string.digits", "0123456789" },
};

static const char *const infinite[][2] = {
    { "math.nan", "float('nan')" },  { "math.inf", "float('inf')" },
    { "numpy.nan", "float('nan')" }, { "numpy.inf", "float('inf')" },
    { "numpy.NaN", "float('nan')" }, { "numpy.Inf", "float('inf')" },
};

uint32_t mynah__set_number(struct engine *engine, const char *literal)
{
    uint32_t atom = mynah__atom_text(engine, literal);
    return mynah__set_of(engine, mynah__value(engine, VALUE_NUMBER, 0, atom, 0));
}

uint32_t mynah__module_constant(struct engine *engine, const char *name)
{
    bool real = strncmp(name, "math.", 5) == 0 || strncmp(name, "numpy.", 6) == 0;
    for (size_t i = 0; real && i < sizeof(infinite) / sizeof(*infinite); i++) {
        if (strcmp(name, infinite[i][0]) == 0) {
            return mynah__set_number(engine, infinite[i][1]);
        }
    }
    bool numeric = strncmp(name, "stat.S_", 7) == 0 || strncmp(name, "os.O_", 5) == 0;
    for (size_t i = 0; numeric && i < sizeof(numbers) / sizeof(*numbers); i++) {
        if (strcmp(name, numbers[i].name) == 0) {
            return mynah__set_of(engine, mynah__value_int(engine, numbers[i].number));
        }
    }
    bool textual = strncmp(name, "os.", 3) == 0 || strncmp(name, "string.", 7) == 0;
    for (size_t i = 0; textual && i < sizeof(texts) / sizeof(*texts); i++) {
        if (strcmp(name, texts[i][0]) == 0) {
            return mynah__set_text(engine, texts[i][1]);
        }
    }
    return SET_EMPTY;
}

bool mynah__has_names(struct engine *engine, const struct value *value)
{
    const char *name = mynah__atom_bytes(engine, value->a);
    return strcmp(name, "os.environ") == 0 || strcmp(name, "os.environb") == 0 ||
           strcmp(name, "sys.modules") == 0;
}
