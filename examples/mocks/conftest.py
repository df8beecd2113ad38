"""What the tests in test_service.py try beside the mocks: the ones that the application runs with."""

from typing import Any, Dict, List, Optional

import pytest


class MemoryEmailService:
    """Keeps e-mail, for a machine without a network."""

    def __init__(self) -> None:
        self.sent: List[str] = []

    def send_email(
        self, to: str, subject: str, body: str, cc: Optional[List[str]] = None
    ) -> Dict[str, str]:
        if "@" not in to:
            raise ValueError(f"{to!r} is no address")
        self.sent.append(to)
        return {"message_id": f"msg_{len(self.sent)}", "status": "queued"}

    def get_delivery_status(self, message_id: str) -> Dict[str, Any]:
        return {"status": "pending", "delivered_at": ""}


@pytest.fixture
def real_email_service() -> MemoryEmailService:
    return MemoryEmailService()


@pytest.fixture
def contract_arguments() -> Dict[str, Dict[str, Any]]:
    return {"send_email": {"to": "user@example.com"}}


@pytest.fixture
def contract_failures() -> Dict[str, Dict[str, Dict[str, Any]]]:
    return {"send_email": {"ValueError": {"to": "nobody"}}}
