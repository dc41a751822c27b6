# What the bot says unasked.
notice-please-answer = Wir bitten um Ihre Antwort bis: { $moment }
notice-soon = Zur Erinnerung: Das Treffen beginnt { $ahead }.
notice-changed = Änderung des Treffens
notice-was = bisher: { $moment }
notice-is = jetzt: { $moment }
notice-new-description = der neue Text steht auf der Karte
notice-answer-again = Bitte antworten Sie erneut.
notice-answers-stand = Die bisherige Antwort gilt weiter.
notice-called-off = Das Treffen ist abgesagt
notice-joined = { $name } ist neu für { $organisation } dabei.
notice-coordinator-joined = { $name } ist neu in der Koordination der Partnerschaft.
notice-coordinator-left = { $name } hat die Koordination von „{ $partnership }“ abgegeben – vielen Dank für die gemeinsame Arbeit!
notice-coordinator-removed = { $name } koordiniert „{ $partnership }“ nicht mehr (eingetragen von: { $by }) – vielen Dank für die gemeinsame Arbeit!
notice-coordination-ended = Ihre Koordination von „{ $partnership }“ ist beendet – vielen Dank für Ihre Arbeit!
notice-still-speaks = Im Namen Ihres Partners antworten Sie wie bisher.
notice-unreachable = Nicht mehr erreichbar: { $name } (Bot blockiert). Betroffen:
notice-nobody-left = Dort erhält sonst niemand Nachrichten. Bitte melden Sie sich auf anderem Weg oder senden Sie eine neue Einladung.
notice-somebody-left = Dort erhält noch eine andere Person die Nachrichten.
notice-answered-for-you = Das Partnerschaftsbüro hat im Namen von { $organisation } eine Antwort eingetragen.
notice-put-right = Falls etwas nicht stimmt, können Sie die Antwort ändern:
notice-substitute = { $organisation } schickt eine Vertretung: { $name }.
notice-set-aside = Eine eingegangene Nachricht konnte auch beim dritten Versuch nicht bearbeitet werden. Code für die technische Betreuung: { $code }
notice-backup-failed = Die nächtliche Sicherung ist nicht gelungen; Narada versucht es erneut. Code für die technische Betreuung: { $code }
notice-backup-last = Letzte Sicherung: { $moment }
notice-backup-never = Es gibt noch keine nächtliche Sicherung.
notice-downtime = Unterbrechung
notice-downtime-since = Beginn: { $moment }
notice-downtime-until = Ende: { $moment }
notice-downtime-held = { $n ->
    [one] { $n } Nachricht, die in dieser Zeit fällig war, ist nicht von selbst hinausgegangen und wartet auf eine Entscheidung.
   *[other] { $n } Nachrichten, die in dieser Zeit fällig waren, sind nicht von selbst hinausgegangen und warten auf eine Entscheidung.
}

# Captions of calendar files.
file-first = Kalenderdatei
file-all = { $n ->
    [0] Zurzeit ist kein Treffen geplant.
    [one] Kalenderdatei: { $n } Treffen
   *[other] Kalenderdatei: { $n } Treffen
}
file-again = Aktualisierte Kalenderdatei – sie ersetzt die frühere
file-cancelled = Treffen abgesagt – die Datei vermerkt es im Kalender
