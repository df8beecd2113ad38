import yaml

yaml.load("a: 1", Loader=yaml.Loader)  # expect: unsafe-yaml
yaml.load("a: 1")  # expect: unsafe-yaml
yaml.unsafe_load("a: 1")  # expect: unsafe-yaml
yaml.load("a: 1", Loader=yaml.SafeLoader)  # ok: unsafe-yaml
yaml.safe_load("a: 1")  # ok: unsafe-yaml
