import yaml

yaml.load("a: 1", Loader=yaml.Loader)  # expect: unsafe-yaml
yaml.load("a: 1")  # expect: unsafe-yaml
yaml.unsafe_load("a: 1")  # expect: unsafe-yaml
yaml.load("a: 1", Loader=yaml.SafeLoader)  # ok: unsafe-yaml
yaml.safe_load("a: 1")  # ok: unsafe-yaml

# Each name that the rule has.
import ruamel.yaml
import yaml
yaml.unsafe_load()  # expect: unsafe-yaml
yaml.unsafe_load_all()  # expect: unsafe-yaml
yaml.full_load()  # expect: unsafe-yaml
yaml.full_load_all()  # expect: unsafe-yaml
yaml.load(None, something)  # expect: unsafe-yaml
yaml.load_all(None, something)  # expect: unsafe-yaml
ruamel.yaml.YAML("unsafe")  # expect: unsafe-yaml
ruamel.yaml.YAML("base")  # expect: unsafe-yaml
yaml.Loader("a: 1").get_single_data()  # expect: unsafe-yaml
yaml.UnsafeLoader("a: 1")  # expect: unsafe-yaml
yaml.FullLoader("a: 1")  # expect: unsafe-yaml
yaml.CLoader("a: 1")  # expect: unsafe-yaml
yaml.SafeLoader("a: 1").get_single_data()  # ok: unsafe-yaml
