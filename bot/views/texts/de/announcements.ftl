# Announcements: the preview, the account of what became of every copy, the list of who has read, the e-mail.
announcements-title = Mitteilungen
announcements-empty = Es gibt noch keine Mitteilung.
announcement-file = (Datei ohne Text)

audience-all = alle Partner
audience-sector = Sektor: { $sector }
audience-organisations = { $n ->
    [one] { $n } ausgewählte Organisation
   *[other] { $n } ausgewählte Organisationen
}
audience-answered = Antwort „{ $answer }“ auf „{ $title }“
audience-silent = ohne Antwort auf „{ $title }“

announcing-title = Vorschau der Mitteilung
announcing-exactly = { $n ->
    [one] Die Nachricht oben sieht
   *[other] Die Nachrichten oben sehen
} genau so aus wie bei den Empfängern.
announcing-album = Alle Dateien dieses Albums kommen in eine Mitteilung.
announcing-correction = Vorschau der Korrektur
announcing-copies = { $n ->
    [one] { $n } gesendete Nachricht ändert sich.
   *[other] { $n } gesendete Nachrichten ändern sich.
} Die Änderung kommt ohne Ton.
announcing-audience = Empfänger: { $audience }
announcing-nobody = Zurzeit gibt es niemanden, an den das gesendet werden kann. Bitte ändern Sie die Empfänger.
announcing-when-now = Versand: sofort
announcing-when-at = Versand: { $moment }
announcing-when-before = Versand: { $lead } vor dem Treffen „{ $title }“ – { $moment }. Ändert sich der Termin des Treffens, ändert sich auch dieser Zeitpunkt.
announcing-receipt = Unter der Mitteilung steht ein Knopf zur Bestätigung: { $buttons }
announcing-receipt-in = „{ $words }“ – { $people }
announcing-newcomers = Auch wer später dazukommt, erhält sie, bis einschließlich: { $day }
announcing-preview-only = Das ist nur die Vorschau.

account-title = Mitteilung
stage-scheduled = Geplant: { $moment }
stage-sending = Versand läuft: { $sent } von { $total }
stage-sent = Gesendet: { $sent } von { $total }
stage-stopped = Angehalten: { $sent } von { $total } gesendet
stage-withdrawn = Zurückgezogen
stage-dropped = Nicht gesendet: Das Treffen, vor dem die Mitteilung kommen sollte, ist abgesagt oder hat schon begonnen.
stage-held = Bis zur Entscheidung zurückgehalten: { $sent } von { $total } gesendet
account-before = { $lead } vor dem Treffen „{ $title }“
account-corrected = Korrigierter Text: { $done } von { $total }
account-taken-back = Bei Empfängern zurückgezogen: { $done } von { $total }
account-read = Bestätigt von Organisationen: { $read } von { $asked }
account-unread = Ohne Bestätigung:
account-newcomers = Neue Personen erhalten sie bis einschließlich: { $day }
account-queued = Wartet auf den Versand: { $n }
account-held = Wartet auf eine Entscheidung (Menü → Zurückgehaltene Nachrichten): { $n }
account-stopped = Vor dem Versand angehalten: { $n }
account-blocked = Bot blockiert: { $n }
account-failed = Versand fehlgeschlagen: { $n }
account-doubtful = Möglicherweise doppelt: { $n }
account-skipped = Ausgelassen: { $n }
account-outside = Nicht in Telegram: { $n }
account-erased = gelöschte Person

reason-no_longer_speaks = vertritt keinen Partner mehr
reason-withdrawn = Mitteilung zurückgezogen
reason-dropped_after_restore = nach der Wiederherstellung verworfen
reason-dropped_after_downtime = nach der Unterbrechung verworfen
reason-other = nicht mehr aktuell

withdraw-question = Diese Mitteilung zurückziehen? Jede gesendete Nachricht wird zu einem kurzen Hinweis. Eine Nachricht mit Dateien verschwindet, wenn sie jünger als 48 Stunden ist; eine ältere verliert ihren Text.
withdrawn-copy = Diese Mitteilung wurde zurückgezogen: { $partnership }
read-thanks = Vielen Dank. Bestätigt für: { $organisation }
read-already = Das ist bereits bestätigt: { $organisation }
reading-asked = Bitte bestätigen Sie, dass Sie diese Mitteilung zur Kenntnis genommen haben.
reading-known = Vielen Dank für die Bestätigung.

announcement-email-intro = Fertiger Brief für Partner ohne Telegram. Betrifft:
announcement-email-nobody = Alle Empfänger sind in Telegram; ein Brief ist nicht nötig.
announcement-email-subject = Betreff: Mitteilung der Partnerschaft „{ $partnership }“
announcement-email-greeting = Sehr geehrte Damen und Herren,
announcement-email-file = { $n ->
    [one] Anlage
   *[other] Anlagen
}: { $name } (bitte dem Brief beifügen)
announcement-email-a-file = Datei
announcement-email-photos = { $n ->
    [one] { $n } Foto
   *[other] { $n } Fotos
}
announcement-email-receipt = Bitte antworten Sie und bestätigen Sie die Kenntnisnahme.
announcement-email-contact = Fragen richten Sie bitte an: { $email }
announcement-email-regards = Mit freundlichen Grüßen

receipts-title = Mitteilung – Zustellung und Bestätigungen
receipts-file = mitteilung-{ $id }.xlsx
receipts-caption = Liste der Zustellungen und Bestätigungen
receipts-sent-at = Gesendet
receipts-text = Text
receipts-number = Nr.
receipts-organisation = Organisation
receipts-sector = Sektor
receipts-person = Person
receipts-state = Zustellung
receipts-delivered = Zugestellt
receipts-read = Bestätigt
receipts-total = Organisationen mit Bestätigung (von wie vielen)
receipts-outside = nicht in Telegram
state-queued = wartet
state-sent = zugestellt
state-blocked = Bot blockiert
state-stopped = angehalten
state-skipped = ausgelassen
state-failed = fehlgeschlagen
