"""Three interfaces of an application: what it needs of others, and nobody has to be there."""

from typing import Any, Protocol


class EmailServiceInterface(Protocol):
    """Sends e-mail and follows it."""

    def send_email(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> dict[str, str]:
        """Send one e-mail.

        Returns:
            {"message_id": "msg_123", "status": "sent" | "queued"}

        Raises:
            ValueError: If the address is invalid.
            TimeoutError: If the service can not be reached.
        """
        ...

    def get_delivery_status(self, message_id: str) -> dict[str, str | bool]:
        """Tell what became of an e-mail.

        Returns:
            {"status": "delivered" | "bounced" | "pending", "delivered_at": "2026-06-02T10:00:00Z"}
        """
        ...


class PaymentGatewayInterface(Protocol):
    """Charges cards."""

    def charge_card(self, amount: float, card_token: str) -> str:
        """Charge a card.  Returns transaction_id."""
        ...


class AsyncDatabaseInterface(Protocol):
    """Asks a database without waiting for it."""

    async def query(self, sql: str) -> list[dict[str, Any]]: ...

    async def insert(self, table: str, data: dict[str, Any]) -> int:
        """Returns row ID."""
        ...
