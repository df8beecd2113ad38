import sys

sys.path.insert(0, input())  # expect: import-path
sys.path.append(input())  # expect: import-path
sys.path.insert(0, "lib")  # ok: import-path
