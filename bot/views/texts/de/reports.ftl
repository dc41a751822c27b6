# Short reports: asked, filled in, sent; and for the coordinator: who is missing, the answers, the workbook.
reports-title = Berichte
reports-empty = Derzeit wird kein Bericht gebraucht. Eine Anfrage erscheint hier von selbst.

report-asked = Bitte um einen Bericht
report-period = Zeitraum: { $period }
report-until = Frist: { $moment }
report-will-be-late = Die Frist ist abgelaufen: { $moment }. Der Bericht kann noch gesendet werden und wird als „verspätet“ gekennzeichnet.
report-reminder = Wir warten auf den Bericht. Die Frist endet { $ahead }: { $moment }
report-withdrawn = Der Bericht wird nicht mehr gebraucht
report-withdrawn-thanks = Das Partnerschaftsbüro hat die Anfrage zurückgezogen. Vielen Dank für die bisherigen Antworten.
report-for-you = Das Partnerschaftsbüro hat den Bericht im Namen von „{ $organisation }“ gesendet.
report-which = Für welche Organisation soll der Bericht ausgefüllt werden?
report-paused = Die Antworten bleiben gespeichert. Wer den Partner vertritt, kann den Bericht fortsetzen: /bericht
report-on-behalf = Das Partnerschaftsbüro füllt ihn im Namen des Partners aus.

report-question-of = Frage { $number } von { $all }
report-given = Bisherige Antwort:
report-meanwhile = Inzwischen hat jemand anderes diese Frage beantwortet. Es wurde nichts überschrieben; bitte antworten Sie bei Bedarf noch einmal.
report-meanwhile-all = Inzwischen hat jemand anderes diesen Bericht geändert. Bitte sehen Sie die Antworten durch und senden Sie ihn erneut.
report-unit = Einheit: { $unit }
report-hint-text = Bitte schreiben Sie die Antwort.
report-hint-number = Bitte schreiben Sie eine Zahl, zum Beispiel: 15 oder 1.200,50
report-hint-yes_no = Bitte wählen Sie einen Knopf.
report-hint-choice = Bitte wählen Sie eine der Antworten.
report-hint-date = Bitte schreiben Sie einen Tag aus dem Zeitraum: { $period }
report-hint-file = Bitte senden Sie eine Datei (Dokument, Tabelle oder Bild, bis 20 MB).

report-yes = ja
report-no = nein
report-not-applicable = entfällt
report-no-answer = keine Antwort
report-nobody = gelöschte Person
report-by-office = { $name }, Partnerschaftsbüro
report-mark-number = Zahl
report-mark-yes_no = ja/nein
report-mark-date = Datum
report-mark-file = Datei

report-status-none = nicht begonnen
report-status-begun = Antworten: { $done } von { $all }
report-status-sent = gesendet
report-status-late = verspätet gesendet
report-missing = { $n ->
    [one] Es fehlt { $n } Antwort.
   *[other] Es fehlen { $n } Antworten.
}
report-ready = Alle Antworten sind da. Der Bericht kann gesendet werden; eine Nummer unten ändert eine Antwort.
report-sent = Bericht gesendet: { $moment } ({ $name })
report-is-late = Verspätet gesendet ({ $moment }).
report-by-the-office = Vom Partnerschaftsbüro im Namen des Partners gesendet.
report-correct-until = Antworten können geändert werden bis: { $moment }
report-over = Die Frist für Änderungen ist abgelaufen; Änderungen nimmt das Partnerschaftsbüro an.

report-button-fill = Ausfüllen
report-button-send = Bericht senden
report-button-skip = Vorerst überspringen
report-button-correct = Ändern
report-button-look = Bericht ansehen

# The coordinator's side.
requests-title = Gesammelte Berichte
requests-empty = Es wurde noch um keinen Bericht gebeten.
request-closed = Das Büro ist jetzt geschlossen. Die Anfrage kann sofort (ohne Ton) oder { $weekday } um { $time } Uhr gesendet werden.
request-button-send = Senden
request-button-send-later = Senden { $weekday } um { $time } Uhr
request-deadline-ahead = Die Frist endet { $ahead }.
request-audience-all = Für: alle Partner
request-audience-sector = Für: Sektor { $sector }
request-audience-chosen = Für: ausgewählte Organisationen ({ $n })
request-everybody = Alle Partner
request-some = Ausgewählte Organisationen
request-chosen = Ausgewählt: { $n }
request-period-month_before = Voriger Monat
request-period-this_month = Laufender Monat
request-period-quarter_before = Voriges Quartal
request-sent = Die Anfrage „{ $title }“ ist gesendet. Sie geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}.
request-sent-later = Die Anfrage „{ $title }“ ist geplant. Sie geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}: { $moment }
request-counts = Gesendete Berichte: { $sent } von { $all }
request-is-withdrawn = Anfrage zurückgezogen
request-missing = Es fehlen: { $n }
request-outside = Nicht in Telegram: { $n }
request-received = Gesendet: { $n }
request-open-questions = offene Fragen: { $numbers }
request-not-sent = noch nicht gesendet
request-total = Summe (gesendet): { $total } { $unit }
request-whose = Wessen Bericht soll gezeigt oder ausgefüllt werden?
request-withdraw = Die Anfrage „{ $title }“ zurückziehen?
request-withdraw-what = { $n ->
    [0] Es ist noch kein Bericht eingegangen. Partner, deren Bericht fehlt, erhalten eine Nachricht.
    [one] Der erhaltene Bericht ({ $n }) bleibt. Partner, deren Bericht fehlt, erhalten eine Nachricht.
   *[other] Die erhaltenen Berichte ({ $n }) bleiben. Partner, deren Bericht fehlt, erhalten eine Nachricht.
}
request-withdrawn = Die Anfrage „{ $title }“ ist zurückgezogen. Die Nachricht geht an { $n } { $n ->
    [one] Person
   *[other] Personen
}.
request-button-open = Stand der Berichte
request-button-partners = Berichte der Partner
request-button-questions = Nach Fragen
request-button-sheet = XLSX-Tabelle
request-button-write = Für den Partner ausfüllen
request-button-withdraw = Anfrage zurückziehen
request-button-withdraw-sure = Ja, zurückziehen

# The workbook.
sheet-all = Alle
sheet-question = Frage { $number }
sheet-period = Zeitraum
sheet-deadline = Frist
sheet-made = Stand
sheet-organisation = Partner
sheet-sector = Sektor
sheet-status = Stand des Berichts
sheet-sent-at = Gesendet am
sheet-sent-by = Person
sheet-answer = Antwort
sheet-answered-by = Person
sheet-answered-at = Gespeichert am
sheet-total = Summe (gesendet)

report-deadline-moved = Die Frist des Berichts hat sich geändert
report-question-withdrawn = Das Partnerschaftsbüro hat die Frage, die gerade beantwortet wurde, zurückgezogen. Eine Antwort ist nicht mehr nötig.

question-kind-text = Text
question-kind-number = Zahl
question-kind-yes_no = ja/nein
question-kind-choice = Auswahl
question-kind-date = Datum
question-kind-file = Datei
question-up = ↑ Nach oben
question-down = ↓ Nach unten
question-wording = Wortlaut ändern
question-drop = Frage löschen
question-new = Frage hinzufügen
question-no-unit = Ohne Einheit
question-withdraw = Frage zurückziehen
question-restore = Frage wiederherstellen
question-is-withdrawn = Diese Frage wird zurückgezogen.

request-change-title = Änderung einer Berichtsanfrage
request-change-nothing = Es wurde noch nichts geändert.
request-change-silent = Die Partner erhalten darüber keine Nachricht.
request-change-told = { $n ->
    [one] { $n } Person, deren Bericht fehlt, erfährt von der neuen Frist.
   *[other] { $n } Personen, deren Bericht fehlt, erfahren von der neuen Frist.
}
request-changed = Die Anfrage „{ $title }“ wurde geändert.
request-changed-meanwhile = Inzwischen hat jemand anderes diese Anfrage geändert. Es wurde nichts überschrieben; bitte geben Sie Ihre Änderungen noch einmal ein.
request-button-save = Änderungen speichern
request-arriving = Berichte sind eingegangen
request-totals = Summe (gesendet):
request-email-subject = Betreff: Bitte um den Bericht „{ $title }“
request-email-asks = wir bitten um einen kurzen Bericht „{ $title }“ für den Zeitraum: { $period }. Die Antworten erbitten wir bis: { $moment }.
request-email-how = Bitte antworten Sie einfach auf diesen Brief und schreiben Sie die Antworten unter die Fragen. Wir nehmen den Bericht auch telefonisch auf.
sheet-sent = Gesendete Berichte
sheet-asked = Angefragte Partner
