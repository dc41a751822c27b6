"""What things are and which rules they obey. No I/O, no Telegram, no SQL."""
