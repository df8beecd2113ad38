// SPDX-License-Identifier: Apache-2.0
// Modules that are heard of and have no row for being dangerous as a whole: importing one is not
// worth a word.  What of them is dangerous stands in the tables of surfaces and rules, member by
// member.  Packages that move hardware, and that is all they are for, are not here.
// Sources: sys.stdlib_module_names of CPython 3.8 to 3.14; the import names of packages that
// scientific and control-room code uses, from their own documentation.

#include "surfaces/modules.h"

#include <stdlib.h>
#include <string.h>

// In order of strcmp().
static const char *const standard[] = {
    // clang-format off
    "__future__", "__main__", "_collections_abc", "_functools", "_io", "_operator", "_pickle",
    "_posixsubprocess", "_socket", "_thread", "abc", "aifc", "annotationlib", "antigravity",
    "argparse", "array", "ast", "asynchat", "asyncio", "asyncore", "atexit", "audioop", "base64",
    "bdb", "binascii", "binhex", "bisect", "builtins", "bz2", "cProfile", "calendar", "cgi",
    "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "compileall", "compression", "concurrent", "configparser", "contextlib", "contextvars", "copy",
    "copyreg", "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal",
    "difflib", "dis", "distutils", "doctest", "dummy_threading", "email", "encodings", "ensurepip",
    "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "formatter",
    "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob",
    "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib",
    "imghdr", "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword",
    "lib2to3", "linecache", "locale", "logging", "lzma", "macpath", "macurl2path", "mailbox",
    "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib", "msvcrt",
    "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers", "opcode",
    "operator", "optparse", "os", "ossaudiodev", "parser", "pathlib", "pdb", "pickle",
    "pickletools", "pipes", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath",
    "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data",
    "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib", "resource", "rlcompleter",
    "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal",
    "site", "smtpd", "smtplib", "sndhdr", "socket", "socketserver", "spwd", "sqlite3",
    "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string",
    "stringprep", "struct", "subprocess", "sunau", "symbol", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest",
    "urllib", "uu", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg",
    "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib",
    "zoneinfo",
    // clang-format on
};

static const char *const packages[] = {
    // clang-format off
    "Crypto", "Cryptodome", "GPy", "GPyOpt", "IPython", "MySQLdb", "PIL", "PyPDF2", "PyQt5",
    "PyQt6", "PySide2", "PySide6", "accelerate", "aiohttp", "aiosqlite", "airflow", "altair",
    "anthropic", "anyio", "apscheduler", "arrow", "arviz", "astropy", "asyncssh", "at", "attr",
    "attrs", "azure", "babel", "backoff", "bayes_opt", "bcrypt", "bokeh", "boto3", "botocore",
    "botorch", "bottle", "bottleneck", "bs4", "bson", "cachetools", "catboost", "cbor2", "celery",
    "certifi", "chardet", "charset_normalizer", "click", "cloudpickle", "cma", "cohere", "colorama",
    "coloredlogs", "corner", "coverage", "cpymad", "cryptography", "curio", "cv2", "cx_Oracle",
    "cython", "cytoolz", "dash", "dask", "databroker", "datasets", "dateutil", "deap", "decorator",
    "decouple", "deprecated", "dill", "distributed", "django", "docopt", "docx", "dotenv",
    "dramatiq", "duckdb", "elasticsearch", "elog", "emcee", "environs", "event_model", "eventlet",
    "fabio", "fabric", "faker", "fastapi", "fastparquet", "filelock", "fire", "flask", "flax",
    "fpdf", "freezegun", "fsspec", "gcsfs", "gensim", "geopandas", "gevent", "google", "gpytorch",
    "gradio", "greenlet", "gunicorn", "gym", "gymnasium", "h5py", "holoviews", "html5lib", "httpx",
    "huggingface_hub", "humanize", "hvac", "hvplot", "hypothesis", "idna", "igraph", "imageio",
    "iminuit", "importlib_metadata", "importlib_resources", "influxdb", "influxdb_client", "intake",
    "ipykernel", "ipywidgets", "itsdangerous", "jax", "jaxlib", "jinja2", "joblib", "jsonschema",
    "jupyter", "jwt", "kafka", "keras", "keyring", "kivy", "langchain", "langgraph", "larch",
    "lightgbm", "litellm", "lmfit", "loguru", "loky", "luigi", "lxml", "markdown", "markupsafe",
    "marshmallow", "matplotlib", "mayavi", "minio", "mistralai", "mistune", "mock",
    "more_itertools", "mpl_toolkits", "mpmath", "msgpack", "mysql", "nacl", "napari", "nbconvert",
    "nbformat", "nest_asyncio", "netCDF4", "networkx", "nevergrad", "nicegui", "nltk", "nose",
    "notebook", "numba", "numexpr", "numpy", "ocelot", "ollama", "openai", "openpmd_api",
    "openpmd_viewer", "openpyxl", "opentelemetry", "optax", "optuna", "oracledb", "orjson",
    "packaging", "paho", "pandas", "panel", "papermill", "paramiko", "passlib", "pendulum",
    "periodictable", "pika", "pint", "pip", "pkg_resources", "plotly", "pluggy", "polars", "pptx",
    "prefect", "prettytable", "prometheus_client", "psutil", "psycopg", "psycopg2", "pyFAI",
    "pyarrow", "pyat", "pydantic", "pyelegant", "pygame", "pyglet", "pylab", "pymc", "pymongo",
    "pymoo", "pymysql", "pyodbc", "pypdf", "pyproj", "pyqtgraph", "pytest", "pytest_asyncio",
    "pytest_mock", "pytz", "pyvista", "qtpy", "ray", "redis", "regex", "reportlab", "requests",
    "responses", "retry", "rich", "rq", "ruamel", "s3fs", "sanic", "schedule", "scipy", "sdds",
    "seaborn", "sentence_transformers", "sentry_sdk", "setuptools", "shapely", "silx", "simplejson",
    "simpy", "six", "skimage", "sklearn", "skopt", "spacy", "sqlalchemy", "starlette",
    "statsmodels", "streamlit", "structlog", "sympy", "tables", "tabulate", "tenacity",
    "tensorflow", "termcolor", "tifffile", "tiktoken", "tiled", "tokenizers", "toml", "tomli",
    "tomlkit", "toolz", "torch", "torchaudio", "torchvision", "tornado", "tqdm", "transformers",
    "trio", "typeguard", "typer", "typing_extensions", "tzlocal", "ujson", "uncertainties",
    "urllib3", "uvicorn", "uvloop", "vispy", "voila", "vtk", "watchdog", "websocket", "websockets",
    "werkzeug", "wheel", "wrapt", "wx", "xarray", "xfields", "xgboost", "xlrd", "xlsxwriter",
    "xlwt", "xobjects", "xpart", "xraydb", "xsuite", "xtrack", "yaml", "zarr", "zmq",
    // clang-format on
};

static int by_name(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

bool mynah__module_is_known(const char *name)
{
    const size_t size = sizeof(*standard);
    return bsearch(name, standard, sizeof(standard) / size, size, by_name) ||
           bsearch(name, packages, sizeof(packages) / size, size, by_name);
}
