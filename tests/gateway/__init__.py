"""The rules of bot.gateway."""
