"""Tests of the application, against mocks that `mynah mock service.py` made."""

import asyncio

from application import NotificationService, PaymentProcessor, RegistrationService
from mock_service import MockAsyncDatabase, MockEmailService, MockPaymentGateway, match


def test_notification_service_sends_email_on_signup() -> None:
    mock_email = MockEmailService()
    notifier = NotificationService(email_service=mock_email)

    notifier.on_user_signup("user@example.com", "John")

    assert mock_email.call_count == 1
    assert mock_email.calls[0]["to"] == "user@example.com"
    assert "John" in mock_email.calls[0]["body"]


def test_payment_retry_on_timeout() -> None:
    mock_payment = MockPaymentGateway()
    mock_payment.on.charge_card.side_effect(TimeoutError("Network timeout"), "txn_success")

    processor = PaymentProcessor(payment_gateway=mock_payment)
    result = processor.charge_with_retry("user_123", 99.99)

    assert mock_payment.call_count == 2
    assert result == "txn_success"
    mock_payment.verify()


def test_user_registration_creates_database_record() -> None:
    mock_db = MockAsyncDatabase()
    service = RegistrationService(db=mock_db)

    user_id = asyncio.run(service.register("user@example.com", "password123"))

    assert user_id == 1
    mock_db.on.insert.assert_called_once_with("users", match.partial(password="password123"))


def test_a_bounce_is_told_to_nobody() -> None:
    mock_email = MockEmailService()
    mock_email.on.send_email.when(match.regex("@nowhere$"), match.any, match.any).raises(ValueError)
    mock_email.on.get_delivery_status.returns({"status": "bounced"})

    assert mock_email.send_email("a@b.c", "s", "b") == {"message_id": "msg_1", "status": "sent"}
    assert mock_email.get_delivery_status("msg_1") == {"status": "bounced"}
