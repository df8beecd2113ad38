import tarfile

tarfile.open("x.tar").extractall("data")  # expect: archive-extract
tarfile.open("x.tar").extractall("data", filter="data")  # ok: archive-extract
