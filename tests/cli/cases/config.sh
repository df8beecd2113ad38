# Which configuration is in force, and what is wrong with it.
printf 'from osprey.runtime import write_channel\nwrite_channel("SIM:A", 1.0)\nresults = {}\n' > write.py
verdict() {
    echo "$*: $("$@" 2>&1 | tail -n 1)"
}
verdict mynah check write.py
printf 'policy: {free: ["SIM:*"]}\n' > config.yml
verdict mynah check write.py
printf 'policy: {protected: ["SIM:*"]}\n' > mynah.yml
verdict mynah check write.py
printf 'control_system: {writes_enabled: false}\n' > third.yml
printf 'approval: {global_mode: disabled}\n' > fourth.yml
MYNAH_CONFIG=fourth.yml verdict mynah check write.py
MYNAH_CONFIG=third.yml verdict mynah check --config config.yml write.py
mkdir elsewhere && cp write.py elsewhere/ && cp config.yml elsewhere/config.yml
rm mynah.yml config.yml
verdict mynah check elsewhere/write.py
try mynah check --config missing.yml write.py
printf 'policy:\n  protected: ["SIM:["]\n' > broken.yml
try mynah check --config broken.yml write.py
printf 'policy: {\n' > broken.yml
try mynah check --config broken.yml write.py
printf 'approval: {global_mode: selectve}\n' > broken.yml
try mynah check --config broken.yml write.py
mkdir mynah.yml
try mynah check write.py
