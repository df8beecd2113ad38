"""Tests of the application, against mocks that `mynah mock --stateful service.py` made."""

import asyncio

from application import NotificationService, PaymentProcessor, RegistrationService
from mock_service import MockAsyncDatabase, MockEmailService, MockPaymentGateway
from mock_service import ContractError, World, match


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
    mock_db.tables["users"] = []
    service = RegistrationService(db=mock_db)

    user_id = asyncio.run(service.register("user@example.com", "password123"))

    assert user_id == 1
    assert len(mock_db.tables["users"]) == 1
    mock_db.on.insert.assert_called_once_with("users", match.partial(password="password123"))


def test_what_documentation_promises() -> None:
    mock_email = MockEmailService()
    mock_email.on.send_email.when("nobody", match.any, match.any).raises(ValueError("If the address is invalid."))
    with_failure = NotificationService(email_service=mock_email)
    try:
        with_failure.on_user_signup("nobody", "John")
    except ValueError as error:
        assert str(error) == "If the address is invalid."
    try:
        mock_email.on.send_email.returns({"message_id": "msg_1", "status": "lost"})
    except ContractError as error:
        assert "is one of ('sent', 'queued'), not 'lost'" in str(error)
    assert mock_email.on.send_email.last_call_args is not None


def test_a_bounce() -> None:
    mock_email = MockEmailService()
    mock_email.on.send_email.when(match.regex("@nowhere$"), match.any, match.any).raises(ValueError)
    mock_email.on.get_delivery_status.returns({"status": "bounced"})

    assert mock_email.send_email("a@b.c", "s", "b") == {"message_id": "msg_1", "status": "sent"}
    assert mock_email.get_delivery_status("msg_1") == {"status": "bounced"}


def test_what_comes_first() -> None:
    with World() as world:
        mock_payment = MockPaymentGateway(world=world)
        mock_email = MockEmailService(world=world)
        mock_payment.on.charge_card.returns("txn_1").once()

        PaymentProcessor(mock_payment).charge_with_retry("user_123", 99.99)
        NotificationService(mock_email).on_user_signup("user@example.com", "John")

        world.assert_order(mock_payment.on.charge_card, mock_email.on.send_email)

    assert mock_email.call_count == 0
