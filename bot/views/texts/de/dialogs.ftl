# Questions. Phrases in „…“ after hint-when, hint-hour and the like are examples that the grammar of dates understands.
dialog-resumed = Wir setzen das unterbrochene Gespräch fort.
dialog-cancelled = Das Gespräch ist abgebrochen. Es wurde nichts gespeichert.
dialog-current = Derzeit:

ask-title = Wie lautet der Titel des Treffens?
hint-title = Zum Beispiel: Sitzung der Arbeitsgruppe
ask-when = Wann findet das Treffen statt?
hint-when = Zum Beispiel: „Dienstag 10:00“, „12.05. um 10 Uhr“, „in 2 Wochen um 9“, „zweiter Dienstag im Mai 10-12“
ask-hour = Um wie viel Uhr?
hint-hour = Bitte wählen oder schreiben Sie, zum Beispiel: „10:00“, „10:00-12:00“
ask-deadline-hour = Bis wie viel Uhr werden Antworten angenommen?
hint-deadline-hour = Bitte wählen oder schreiben Sie, zum Beispiel: „10:00“
ask-which_hour = Welche der beiden Stunden ist gemeint?
hint-which_hour = In dieser Nacht werden die Uhren zurückgestellt, deshalb gibt es diese Stunde zweimal.
ask-place = Wo findet das Treffen statt?
hint-place = Adresse und Raum oder der Link eines Online-Treffens.
ask-description = Was ist noch wissenswert?
hint-description = Zum Beispiel die Tagesordnung oder was vorzubereiten ist.
ask-deadline = Bis wann werden Antworten angenommen?
hint-deadline = Zum Beispiel: „Freitag 12:00“, „10.05. um 15 Uhr“. Wenn Sie überspringen, legt der Bot die Frist fest.
ask-kind = Um welche Art von Treffen handelt es sich?
hint-kind = Auf den Karten von Seminaren, Schulungen und Konferenzen stehen das Projekt und seine Förderung.
ask-fields = Was möchten Sie ändern?
ask-reason = Warum wird das Treffen abgesagt?
hint-reason = Alle Partner sehen den Grund.
ask-request_title = Wie lautet der Titel des Berichts?
hint-request_title = Zum Beispiel: Monatsbericht
ask-report_deadline = Bis wann warten wir auf die Berichte?
hint-report_deadline = Zum Beispiel: „Freitag 12:00“, „10.06. um 15 Uhr“
ask-questions = Wie lauten die Fragen?
hint-questions = Eine je Zeile. Am Ende kann in Klammern die Art der Antwort stehen; ohne Klammern ist die Antwort ein Text.
    Wie viele Personen nahmen teil? [Personen]
    Gab es Schulungen? [ja/nein]
    Form des Unterrichts [vor Ort|online]
    Tag des Abschlusses [Datum]
    Anwesenheitsliste [Datei]
ask-period = Für welchen Zeitraum?
hint-period = Bitte wählen oder schreiben Sie, zum Beispiel: 1.04.2027 - 30.06.2027
ask-request_audience = Wen bitten wir um einen Bericht?
ask-request_partners = Welche Organisationen?
ask-note = Welche Anmerkung gehört zur Antwort?
hint-note = Das Partnerschaftsbüro sieht sie. Zum Beispiel: stufenloser Zugang nötig, 15 Minuten später.
ask-substitute = Wer kommt in Vertretung?
hint-substitute = Bitte geben Sie Vor- und Nachnamen an.
ask-people = Wie viele Personen kommen?
hint-people = Bitte schreiben Sie eine Zahl, zum Beispiel: 5
ask-organisation = Welche Organisation soll eingeladen werden?
hint-organisation = Bitte schreiben Sie den Namen und nach einem Semikolon den Sektor, zum Beispiel: Gmina Luzino; öffentlich. Sie können auch eine Liste einfügen, ein Partner je Zeile.
ask-new-name = Wie lautet der neue Name der Organisation?
ask-sector = Welcher Sektor ist es?
ask-list = Bitte fügen Sie die Liste der Partner ein.
hint-list = Ein Partner je Zeile: Name, Semikolon, Sektor.
    Caritas Archidiecezji Gdańskiej; gemeinnützig
    Gmina Luzino; öffentlich
    OK Ośrodek Kursów; privat
ask-pause = Bis wann sollen die Erinnerungen ruhen?
hint-pause = Zum Beispiel: „Montag“, „12.05.“, „in 2 Wochen“
ask-button = Bitte bestätigen Sie mit dem Knopf oben oder brechen Sie ab.

# Buttons that name what is to be corrected.
pick-title = Titel
pick-when = Termin
pick-place = Ort
pick-description = Beschreibung
pick-request_title = Titel
pick-questions = Fragen
pick-period = Zeitraum
pick-report_deadline = Frist
pick-request_audience = Empfänger
pick-deadline = Antworten bis
pick-kind = Art
# Questions of an announcement.
ask-text = Wie lautet der Text der Mitteilung?
hint-text = Bitte schreiben Sie ihn so formatiert, wie ihn die Empfänger sehen sollen, oder senden Sie ein Dokument, ein Foto oder ein Album mit Bildunterschrift. Ein Text kann bis zu 4096 Zeichen haben, eine Bildunterschrift bis zu 1024.
ask-correction = Wie lautet der korrigierte Text?
hint-correction = Bitte schreiben Sie den ganzen Text neu. Angehängte Dateien bleiben unverändert.
ask-audience = An wen soll sie gehen?
ask-partners = Welche Organisationen?
hint-partners = Ein Knopfdruck wählt eine Organisation aus, ein zweiter nimmt sie wieder heraus.
ask-meeting = Um welches Treffen geht es?
ask-with_answer = An wen genau?
ask-name = Unter welchem Namen soll diese Auswahl gespeichert werden?
hint-name = Zum Beispiel: Küstengemeinden
ask-at = Wann soll sie gesendet werden?
hint-at = Zum Beispiel: „Dienstag 10:00“, „12.05. um 10“. Sie kann auch einige Zeit vor einem Treffen gesendet werden.
ask-before = Vor welchem Treffen?
ask-lead = Wie lange vor dem Treffen?
ask-newcomers = Bis wann sollen auch neu hinzukommende Personen sie erhalten?
hint-newcomers = Zum Beispiel: „Freitag“, „12.05.“, „in 2 Wochen“
dialog-no-meetings = Es gibt kein solches Treffen. Bitte gehen Sie zurück und wählen Sie anders.
pick-text = Text
pick-audience = Empfänger

ask-sent-questions = Welche Frage möchten Sie ändern?
hint-sent-questions = Den Wortlaut kann man immer berichtigen; zurückziehen kann man nur eine Frage, die noch niemand beantwortet hat.
ask-question = Was möchten Sie an dieser Frage ändern?
ask-question_text = Wie soll die Frage lauten?
ask-new_question = Welche Frage soll hinzukommen?
hint-new_question = Am Ende kann in Klammern die Art der Antwort stehen, zum Beispiel: Wie viele Personen? [Personen]
ask-unit = In welcher Einheit wird die Zahl angegeben?
hint-unit = Zum Beispiel: Personen, Stunden, PLN
ask-choices = Welche Antworten stehen zur Auswahl?
hint-choices = 2 bis 10, eine je Zeile.
