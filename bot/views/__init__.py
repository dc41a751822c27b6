"""How it reads: facts and a language become a Message. Pure."""
