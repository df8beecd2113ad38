# gate: allow -- a log says what was written yesterday
import logging

logging.basicConfig(level=logging.INFO)
logging.info("operator wrote %s = %s", "SR:MAG:SP", 1.5)
results = {"logged": 1}
