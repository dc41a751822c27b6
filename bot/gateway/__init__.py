"""Speaking with Telegram."""

import logging
import os

# python-telegram-bot gives lengths of time as timedelta only when asked to, and warns at every look otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "1")
# At DEBUG the library's Bot writes its address into the log when it is made, and the token is a part of the address.
logging.getLogger("telegram.Bot").setLevel(logging.INFO)
