"""What keeps a command from its work, in a sentence that says what is to be done about it."""

from bot.app.store import StoreUnusable
from bot.app.telegram import TelegramUnreachable
from bot.config import Settings
from bot.gateway.transport import BadToken
from bot.gateway.webhook import WebhookRefused
from bot.views.texts import Texts
from bot.web.server import AddressUnusable, PortTaken


def trouble(error: Exception, settings: Settings, t: Texts) -> str:
    """The sentence. Raises the error itself when it is a mistake of ours."""
    match error:
        case BadToken():
            return t.plain("cli-bad-token")
        case TelegramUnreachable():
            return t.plain("cli-telegram-unreachable", address=settings.telegram.api_url)
        case WebhookRefused():
            return t.plain("cli-webhook-refused", address=settings.telegram.webhook_url, reason=str(error))
        case StoreUnusable():
            return unusable(error, settings.storage.shown, t)
        case PortTaken():
            return t.plain("cli-port-taken", host=error.host, port=str(error.port))
        case AddressUnusable():
            return t.plain("cli-address-unusable", host=error.host, reason=error.reason)
    raise error


def unusable(error: StoreUnusable, store: str, t: Texts) -> str:
    """Why nothing can be done with this store, which is named without its password."""
    key = f"cli-store-{error.reason.replace('_', '-')}"
    return t.plain(key, store=store, detail=error.detail)
