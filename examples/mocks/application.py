"""The application that is tested: it knows interfaces only."""

from service import AsyncDatabaseInterface, EmailServiceInterface, PaymentGatewayInterface


class NotificationService:
    def __init__(self, email_service: EmailServiceInterface) -> None:
        self.email_service = email_service

    def on_user_signup(self, address: str, name: str) -> None:
        self.email_service.send_email(address, "Welcome", f"Hello {name}!")


class PaymentProcessor:
    def __init__(self, payment_gateway: PaymentGatewayInterface) -> None:
        self.payment_gateway = payment_gateway

    def charge_with_retry(self, card_token: str, amount: float, attempts: int = 3) -> str:
        for attempt in range(attempts):
            try:
                return self.payment_gateway.charge_card(amount, card_token)
            except TimeoutError:
                if attempt == attempts - 1:
                    raise
        raise ValueError("no attempt was allowed")


class RegistrationService:
    def __init__(self, db: AsyncDatabaseInterface) -> None:
        self.db = db

    async def register(self, address: str, password: str) -> int:
        return await self.db.insert("users", {"address": address, "password": password})
