# gate: allow -- a model of the machine is set
import dataclasses


@dataclasses.dataclass
class Machine:
    current: float = 0.0
    value: float = 0.0


machine = Machine()
machine.current = 398.2
machine.value += 1.5
results = dataclasses.asdict(machine)
