# Settings of a person.
settings-title = Einstellungen
settings-language = Sprache: { $language }
settings-reminders-on = Erinnerungen: eingeschaltet
settings-reminders-off = Erinnerungen: ausgeschaltet
settings-paused = Erinnerungen ruhen bis: { $moment }
settings-partnership = Die Befehle gelten für die Partnerschaft: { $name }
settings-cancellations = Ankündigungen, Änderungen und Absagen von Treffen kommen immer an.
settings-turn-on = Erinnerungen einschalten
settings-turn-off = Erinnerungen ausschalten
settings-pause = Pause bis …
settings-resume = Pause beenden

language-own-name = Deutsch
language-pl = Polnisch
language-en = Englisch
language-de = Deutsch
