import tarfile

tarfile.open("x.tar").extractall("data")  # expect: archive-extract
tarfile.open("x.tar").extractall("data", filter="data")  # ok: archive-extract

# Each name that the rule has.
import shutil
import tarfile
tarfile.open().extract()  # expect: archive-extract
tarfile.TarFile().extract()  # expect: archive-extract
shutil.unpack_archive()  # expect: archive-extract
thing().extractall()  # expect: archive-extract

# By whatever name the method is called.
archive = tarfile.open("runs.tar")
unpack = archive.extractall
unpack("runs")  # expect: archive-extract
getattr(archive, "extract" + "all")("runs")  # expect: archive-extract
getattr(archive, "extractall")("runs", filter="data")  # ok: archive-extract
getattr(archive, input())("runs")  # expect: opaque-call
tarfile.TarFile.extractall(archive, "runs")  # expect: archive-extract
