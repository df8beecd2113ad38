# What the mock writes, told by options or by a configuration, and what is wrong with either.
try mynah generate --behavior success
try mynah generate --behavior epics_write --set channel="it's" --set value=1.5
try mynah generate --sequence one --sequence two --call 2
try mynah generate --code ''
try mynah generate --behavior error_aware --error "NameError: name 'np' is not defined"
try mynah generate
try mynah generate --behavior sucess
try mynah generate --set value=1
try mynah generate --behavior success --set value
try mynah generate --behavior success --set value=x
try mynah generate --behavior success --set valeu=1
try mynah generate --behavior success --code x
mkdir lab
printf '# mynah: summary ramps\n# mynah: parameter steps = 3\nresults = {{steps}}\n' > lab/ramp.py
try mynah generate --behaviors lab --behavior ramp --set steps=7
printf '\nx = {{y}}\n' > lab/odd.py
try mynah generate --behaviors lab --list
printf '# mynah: sumary x\n' > lab/odd.py
try mynah generate --behaviors lab --list
try mynah generate --behaviors nowhere --list
rm lab/odd.py
cat > mynah.yml <<'YAML'
execution:
  code_generator: {ci: mock, default: claude_code}
  generators:
    mock: {behavior: ramp, behavior_folder: lab, parameters: {steps: 5}}
YAML
try mynah generate
for ci in true 1 '' 0 false; do
    CI=$ci try mynah generate
done
CI=1 try mynah generate --set steps=6
CI=1 try mynah generate --behavior success --set value=6
printf 'execution:\n  code_generator: mock\n  generators:\n    mock: {behavior_folder: nowhere}\n' > mynah.yml
try mynah generate
printf 'execution: {code_generator: mock, generators: {mock: {behavior: sucess}}}\n' > mynah.yml
try mynah generate
printf 'execution: {code_generator: mock, generators: {mock: {behavior: success, code: x}}}\n' > mynah.yml
try mynah generate
