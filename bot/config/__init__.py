"""config.toml and the environment become frozen, checked values; every mistake is told at once.

`load` reads, `example` writes the commented file that `narada init` gives, `Settings` is what everybody else sees.
"""

from bot.config.example import example
from bot.config.mistakes import Code, ConfigurationError, Mistake, language_of
from bot.config.reading import load, store_named
from bot.config.settings import (
    DeliverySettings,
    MeetingsSettings,
    Mode,
    OfficeHoursSettings,
    PartnershipSettings,
    PrivacySettings,
    RemindersSettings,
    Settings,
    StorageSettings,
    TelegramSettings,
    WebSettings,
)
from bot.domain.people import Language

__all__ = [
    "Code",
    "ConfigurationError",
    "DeliverySettings",
    "Language",
    "MeetingsSettings",
    "Mistake",
    "Mode",
    "OfficeHoursSettings",
    "PartnershipSettings",
    "PrivacySettings",
    "RemindersSettings",
    "Settings",
    "StorageSettings",
    "TelegramSettings",
    "WebSettings",
    "example",
    "language_of",
    "load",
    "store_named",
]
