import logging.config

logging.config.listen(9999)  # expect: config-listener:high
logging.config.listen(9999, verify=lambda text: text)  # expect: config-listener:medium
logging.config.dictConfig({"version": 1})  # ok: config-listener

# Each name that the rule has.
import logging.config
logging.config.listen()  # expect: config-listener:high
