# Made by mynah 0.1.0: edit service.py and make it again.
# interface EmailServiceInterface 68de9184a768c67d
#   send_email 9b973652b26d485e
#   get_delivery_status d0bb9cc7546966e7
# interface PaymentGatewayInterface b7e4f265c00f1803
#   charge_card 019240072b258997
# interface AsyncDatabaseInterface 4b2aa9e8b2191f5e
#   query 14bf555122574277
#   insert cc3cda581ebf18ed
"""Mock classes for the interfaces of `service`."""

from typing import (
    Any,
    Optional,
)

from mynah_match import (
    match as match,
)
from mynah_runtime import (
    R,
    Unconfigured as Unconfigured,
    Exhausted as Exhausted,
    ContractError as ContractError,
    World as World,
    Call,
    Rule,
    Method,
    Controlled,
    Mock,
)

from service import EmailServiceInterface
from service import PaymentGatewayInterface
from service import AsyncDatabaseInterface


class _EmailService_send_email(Method[R]):
    """Controls `send_email`."""

    __slots__ = ()
    allowed = {"status": ("sent", "queued")}

    def when(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> Rule[R]:
        return self.rule(to=to, subject=subject, body=body, cc=cc)

    def default(self, call: Call) -> Any:
        return {"message_id": f"msg_{call.nth}", "status": "sent"}

    def fail_with_value_error(self, *args: Any) -> Rule[R]:
        return self.fails(ValueError, args, "If the address is invalid.")

    def fail_with_timeout_error(self, *args: Any) -> Rule[R]:
        return self.fails(TimeoutError, args, "If the service can not be reached.")


class _EmailService_get_delivery_status(Method[R]):
    """Controls `get_delivery_status`."""

    __slots__ = ()
    allowed = {"status": ("delivered", "bounced", "pending")}

    def when(self, message_id: str) -> Rule[R]:
        return self.rule(message_id=message_id)

    def default(self, call: Call) -> Any:
        return {"status": "delivered", "delivered_at": "2026-06-02T10:00:00Z"}


class _OnEmailService:
    """The controls of `MockEmailService`."""

    send_email: "_EmailService_send_email[dict[str, str]]"
    get_delivery_status: "_EmailService_get_delivery_status[dict[str, str | bool]]"

    def __init__(self, mock: Controlled) -> None:
        self.send_email = _EmailService_send_email(mock, "send_email")
        self.get_delivery_status = _EmailService_get_delivery_status(
            mock, "get_delivery_status"
        )


class MockEmailService(EmailServiceInterface, Mock):
    """A mock of `EmailServiceInterface`."""

    on: "_OnEmailService"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnEmailService, strict, world)

    def send_email(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> dict[str, str]:
        return self.on.send_email.call(to=to, subject=subject, body=body, cc=cc)

    def get_delivery_status(self, message_id: str) -> dict[str, str | bool]:
        return self.on.get_delivery_status.call(message_id=message_id)


class _PaymentGateway_charge_card(Method[R]):
    """Controls `charge_card`."""

    __slots__ = ()

    def when(self, amount: float, card_token: str) -> Rule[R]:
        return self.rule(amount=amount, card_token=card_token)

    def default(self, call: Call) -> Any:
        return f"charge_card_{call.nth}"


class _OnPaymentGateway:
    """The controls of `MockPaymentGateway`."""

    charge_card: "_PaymentGateway_charge_card[str]"

    def __init__(self, mock: Controlled) -> None:
        self.charge_card = _PaymentGateway_charge_card(mock, "charge_card")


class MockPaymentGateway(PaymentGatewayInterface, Mock):
    """A mock of `PaymentGatewayInterface`."""

    on: "_OnPaymentGateway"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnPaymentGateway, strict, world)

    def charge_card(self, amount: float, card_token: str) -> str:
        return self.on.charge_card.call(amount=amount, card_token=card_token)


class _AsyncDatabase_query(Method[R]):
    """Controls `query`."""

    __slots__ = ()

    def when(self, sql: str) -> Rule[R]:
        return self.rule(sql=sql)

    def default(self, call: Call) -> Any:
        return []


class _AsyncDatabase_insert(Method[R]):
    """Controls `insert`."""

    __slots__ = ()

    def when(self, table: str, data: dict[str, Any]) -> Rule[R]:
        return self.rule(table=table, data=data)

    def default(self, call: Call) -> Any:
        return call.nth


class _OnAsyncDatabase:
    """The controls of `MockAsyncDatabase`."""

    query: "_AsyncDatabase_query[list[dict[str, Any]]]"
    insert: "_AsyncDatabase_insert[int]"

    def __init__(self, mock: Controlled) -> None:
        self.query = _AsyncDatabase_query(mock, "query")
        self.insert = _AsyncDatabase_insert(mock, "insert")


class MockAsyncDatabase(AsyncDatabaseInterface, Mock):
    """A mock of `AsyncDatabaseInterface`."""

    on: "_OnAsyncDatabase"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnAsyncDatabase, strict, world)

    async def query(self, sql: str) -> list[dict[str, Any]]:
        return await self.on.query.call_async(sql=sql)

    async def insert(self, table: str, data: dict[str, Any]) -> int:
        return await self.on.insert.call_async(table=table, data=data)
