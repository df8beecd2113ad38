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
for tar in (tarfile.TarFile("x"), tarfile.open("x")):
    pass
tarfile.open("x").extractall("d", filter="fully_trusted")  # expect: archive-extract
tarfile.open("x").extract("m", "d", filter="fully_trusted")  # expect: archive-extract
tarfile.TarFile("x").extractall("d", filter=tarfile.fully_trusted_filter)  # expect: archive-extract
tarfile.TarFile("x").extract("m", filter="fully_trusted")  # expect: archive-extract
tarfile.open("x").extractall("d", filter="tar")  # ok: archive-extract
tarfile.TarFile("x").extractall("d")  # expect: archive-extract
def unpack(archive):
    archive.extractall(filter="fully_trusted")  # expect: archive-extract
    archive.extractall(filter="data")  # ok: archive-extract
