# Settings of a person.
settings-title = Settings
settings-language = Language: { $language }
settings-reminders-on = Reminders: on
settings-reminders-off = Reminders: off
settings-paused = Reminders pause until: { $moment }
settings-partnership = Commands refer to the partnership: { $name }
settings-cancellations = Announcements, changes and cancellations of meetings always arrive.
settings-turn-on = Switch reminders on
settings-turn-off = Switch reminders off
settings-pause = Pause until…
settings-resume = End the pause

language-own-name = English
language-pl = Polish
language-en = English
language-de = German
