"""What stateful mocks keep: rows in tables, which methods that belong together share."""

import copy
import re
from typing import Any, Dict, List, Optional, Tuple, cast

from mynah_runtime import Call, Controlled, Method, R, Step, World


class Tables(Dict[str, List[Dict[str, Any]]]):
    """Rows by table; one that is not there is made when it is asked for."""

    def __missing__(self, name: str) -> List[Dict[str, Any]]:
        self[name] = []
        return self[name]


class Stateful(Controlled):
    """A mock with tables: `reset()` empties them."""

    tables: Tables

    def _mynah_start(self, on: Any, strict: bool, world: Optional[World]) -> None:
        object.__setattr__(self, "tables", Tables())
        super()._mynah_start(on, strict, world)

    def _mynah_reset(self) -> None:
        super()._mynah_reset()
        self.tables.clear()


class TableMethod(Method[R]):
    """A method that, when nothing else is told, works on a table.

    `table` names it, but a parameter of that name goes before, or a `FROM` in `sql` or `query`.
    Where there is no row, `missing` is raised, if anything; `silent` is what returns nothing.
    """

    __slots__ = ()
    role = "create"
    table = ""
    missing: Tuple[Any, ...] = ()
    silent = False

    def _answer(self, call: Call, step: Optional[Step]) -> Any:
        if step or self._mock._mynah_strict:
            return super()._answer(call, step)
        with self._world.lock:
            return getattr(self, f"_{self.role}")(self._rows(call), call)

    def _rows(self, call: Call) -> List[Dict[str, Any]]:
        text = str(call.args.get("sql", call.args.get("query", "")))
        found = re.search(r"\bfrom\s+[\"`]?(\w+)", text, re.IGNORECASE)
        name = call.args.get("table", found.group(1) if found else self.table)
        return cast(Stateful, self._mock).tables[name]

    def _create(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        result = self.default(call)
        row = self._given(call, 0)
        if isinstance(result, dict):
            row.update(result)
        if isinstance(result, int):
            taken = [other["id"] for other in rows if isinstance(other.get("id"), int)]
            result = max([0, *taken]) + 1
        row["id"] = (
            result if isinstance(result, (int, str)) else row.get("id", len(rows) + 1)
        )
        rows.append(row)
        return result

    def _get(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        return self._shaped(self._found(rows, call), call)

    def _list(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        return [copy.deepcopy(row.get("value", row)) for row in rows]

    def _update(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        row = self._found(rows, call)
        if row is not None:
            row.update(self._given(call, 1))
        return self._shaped(row, call)

    def _delete(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        row = self._found(rows, call)
        if row is not None:
            rows.remove(row)
        return self._shaped(row, call)

    def _found(
        self, rows: List[Dict[str, Any]], call: Call
    ) -> Optional[Dict[str, Any]]:
        """Find the row that the first argument identifies: by its id, a key, a name."""
        keys = [value for name, value in call.args.items() if name != "table"]
        for row in rows:
            names = [name for name in row if re.search(r"(^|_)(id|key|name)$", name)]
            if keys and any(row[name] == keys[0] for name in names):
                return row
        return None

    def _given(self, call: Call, skipped: int) -> Dict[str, Any]:
        """Make a row of the arguments: of what they hold, or by their names."""
        items = [item for item in call.args.items() if item[0] != "table"][skipped:]
        row: Dict[str, Any] = {}
        for name, value in items:
            if isinstance(value, dict):
                row.update(value)
            elif len(items) == 1 and hasattr(value, "__dict__"):
                row.update(vars(value), value=value)
            else:
                row[name] = value
        return copy.deepcopy(row)

    def _shaped(self, row: Optional[Dict[str, Any]], call: Call) -> Any:
        """Make the result of the row that was found, or of there being none."""
        if row is None and self.missing:
            raise self.missing[0](*list(call.given.values())[:1])
        result = self.default(call)
        if isinstance(result, bool):
            return row is not None
        if row is None:
            return result
        if "value" in row:
            return row["value"]
        if isinstance(result, dict) and result:
            known = {key: row[key] for key in result if key in row}
            return {
                **result,
                **{key: known[key] for key in known if self._allows(key, known)},
            }
        optional = result is None and not self.silent
        return copy.deepcopy(row) if isinstance(result, dict) or optional else result

    def _allows(self, key: str, values: Dict[str, Any]) -> bool:
        return key not in self.allowed or values[key] in self.allowed[key]
