"""A stand-in for Telegram on this machine: a Bot API server, virtual people, and a page to play them all.

    async with Sandbox() as telegram:
        pup = telegram.person("przedstawiciel PUP w Wejherowie", language="pl")
        await pup.start()
        await pup.sees("Dzień dobry")

`server` is the HTTP side, `world` the state, `methods` and `messages` the Bot API, `people` and `groups` those who
use the bot, `control` the routes of the page. Nothing here imports the bot or its storage.
"""

from sandbox.chats import Chat, Message, NotSeen
from sandbox.groups import Group
from sandbox.limits import Limits
from sandbox.people import Person, Press
from sandbox.server import Sandbox
from sandbox.world import Toast

__all__ = ["Chat", "Group", "Limits", "Message", "NotSeen", "Person", "Press", "Sandbox", "Toast"]
