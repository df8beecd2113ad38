# gate: allow -- times, replaced parts of a text
import datetime

shift = datetime.datetime(2024, 5, 17, 7).replace(minute=30)
results = {"shift": shift.isoformat(), "name": "SR:MAG:SP".replace(":SP", ":RB")}
