# Mock: code that starts other programs.
import os
import subprocess

listing = subprocess.run(['ls', '-la'], capture_output=True, text=True)
os.system({{command}})
files = os.listdir('/')

results = {
    'output': listing.stdout,
    'files': files,
}
