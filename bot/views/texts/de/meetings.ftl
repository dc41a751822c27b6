# The list of meetings, the preview, and what was done.
listing-title = Nächste Treffen
listing-empty = Zurzeit ist kein Treffen geplant. Die Karte eines neuen Treffens erscheint hier von selbst.
listing-planned = ⏳ Geplant: Ankündigung { $weekday } um { $time } Uhr.

preview-title = Vorschau – so sehen es die Partner
preview-change-title = Vorschau der Änderung – so sehen es die Partner
preview-reach = Geht an: { $organisations } { $organisations ->
    [one] Organisation
   *[other] Organisationen
}, { $people } { $people ->
    [one] Person
   *[other] Personen
}
preview-starts = Beginn: { $ahead }
preview-outside = Nicht in Telegram (bitte auf anderem Weg benachrichtigen):
preview-languages = Alle erhalten die Karte in ihrer eigenen Sprache ({ $languages }).
preview-deadline-is-start = Bis zum Treffen bleibt wenig Zeit, deshalb werden Antworten bis zum Beginn angenommen.
preview-closed = Das Büro ist jetzt geschlossen. Die Ankündigung kann sofort (ohne Ton) oder { $weekday } um { $time } Uhr verschickt werden.
preview-later-until-start = Bei Ankündigung { $weekday } um { $time } Uhr werden Antworten bis zum Beginn des Treffens angenommen.
preview-closed-change = Das Büro ist geschlossen und öffnet { $weekday } um { $time } Uhr. Die Benachrichtigung geht sofort hinaus.
preview-nothing-changed = Es wurde noch nichts geändert.
preview-new-description = neuer Text
preview-asks-again = Der Termin ändert sich: Alle Partner werden erneut um Antwort gebeten.
preview-answers-stand = Der Termin bleibt: Die bisherigen Antworten gelten weiter.

# Names of what can change.
field-title = Titel
field-date = Termin
field-place = Ort
field-description = Beschreibung
field-deadline = Antworten bis
field-kind = Art
change-title = Titel
change-date = Termin
change-place = Ort
change-description = Beschreibung
change-deadline = Antwortfrist
change-kind = Art

announced-now = Angekündigt: „{ $title }“. Die Karte geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}.
announced-later = Ankündigung geplant: „{ $title }“. Die Karte geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}: { $moment }
changed-saved = Die Änderungen an „{ $title }“ sind gespeichert: { $what }. Die Benachrichtigung geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}.
changed-asked-again = Die Partner werden erneut um Antwort gebeten; frühere Antworten tragen den Vermerk „früherer Termin“.
changed-answers-stand = Die bisherigen Antworten gelten weiter.
called-off-done = Abgesagt: „{ $title }“. Die Benachrichtigung geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}.
outside-tell = Nicht in Telegram – bitte auf anderem Weg benachrichtigen:

call-off-question = „{ $title }“ absagen?
call-off-reach = { $n } { $n ->
    [one] Person wird
   *[other] Personen werden
} benachrichtigt.
