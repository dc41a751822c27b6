# Settings of a person.
settings-title = Ustawienia
settings-language = Język: { $language }
settings-reminders-on = Przypomnienia: włączone
settings-reminders-off = Przypomnienia: wyłączone
settings-paused = Przerwa w przypomnieniach do: { $moment }
settings-partnership = Polecenia dotyczą partnerstwa: { $name }
settings-cancellations = Ogłoszenia, zmiany i odwołania spotkań przychodzą zawsze.
settings-turn-on = Włącz przypomnienia
settings-turn-off = Wyłącz przypomnienia
settings-pause = Przerwa do…
settings-resume = Zakończ przerwę

language-own-name = Polski
language-pl = polski
language-en = angielski
language-de = niemiecki
