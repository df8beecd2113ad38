# Mock: code that runs to its end and leaves a result.
import json
from datetime import datetime

result_value = {{value}}
timestamp = datetime.now().isoformat()

results = {
    'value': result_value,
    'timestamp': timestamp,
    'status': 'success',
}
print(json.dumps(results))
