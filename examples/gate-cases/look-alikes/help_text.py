# gate: allow -- the name in an argument parser
import argparse

parser = argparse.ArgumentParser(description="like caput, and does nothing")
parser.add_argument("--put", default="SR:MAG:SP")
arguments = parser.parse_args([])
results = {"put": arguments.put}
