# What the bot politely refuses: what is the case, and what to do next. At most 200 characters with their facts.
refusal-not-found = Das gibt es hier nicht. Den aktuellen Stand zeigt das Menü: /start
refusal-not-invited = Dieser Bot dient Partnerschaften. Um beizutreten, bitten Sie das Büro Ihrer Partnerschaft um einen Einladungslink und öffnen Sie ihn.
refusal-for-coordinators = Dieser Befehl ist für die Koordination der Partnerschaft. Bitte wenden Sie sich an das Partnerschaftsbüro.
refusal-for-representatives = Es antworten Personen, die einen Partner vertreten. Bitte fragen Sie das Partnerschaftsbüro nach einer Einladung.
refusal-invitation-unusable = Diese Einladung gilt nicht mehr. Bitte fragen Sie das Partnerschaftsbüro nach einem neuen Link.
refusal-already-member = „{ $organisation }“ ist Ihnen bereits zugeordnet. Alles ist bereit: /start
refusal-answers-closed = Antworten zu „{ $title }“ waren möglich bis: { $moment }. Änderungen nimmt das Partnerschaftsbüro an.
refusal-meeting-cancelled = „{ $title }“ ist abgesagt, eine Antwort ist nicht mehr nötig.
refusal-meeting-cancelled-because = „{ $title }“ ist abgesagt. Grund: { $reason }
refusal-meeting-over = „{ $title }“ hat bereits stattgefunden. Die nächsten Treffen: /treffen
refusal-answer-first = Bitte beantworten Sie zuerst „{ $title }“; danach sind Anmerkung und Vertretung möglich.
refusal-changed-meanwhile = „{ $title }“ wurde inzwischen von jemand anderem geändert. Bitte sehen Sie sich den neuen Stand an und beginnen Sie dort.
refusal-nothing-changed = An „{ $title }“ hat sich nichts geändert. Bitte ändern Sie etwas oder brechen Sie ab.
refusal-text-too-long = Der Text hat { $length } Zeichen, Platz ist für { $limit }. Bitte kürzen Sie ihn.
refusal-text-empty = Hier ist kein Text zu sehen. Bitte schreiben Sie ihn noch einmal.
refusal-text-unreadable = Dieser Text lässt sich nicht lesen. Bitte schreiben Sie ihn mit gewöhnlichen Buchstaben.
refusal-text-expected = Hier wird ein Text gebraucht. Bitte schreiben Sie ihn oder brechen Sie ab: /abbrechen
refusal-number-impossible = Bitte schreiben Sie eine Zahl von { $least } bis { $most }, nur mit Ziffern.
refusal-sector-unknown = Einen Sektor „{ $text }“ gibt es nicht. Zur Wahl stehen: öffentlich, gemeinnützig, privat.
refusal-nothing-to-cancel = Es gibt nichts abzubrechen. Menü: /start
refusal-question-gone = Dieser Knopf gehört zu einem beendeten Gespräch. Bitte beantworten Sie die letzte Frage oder öffnen Sie das Menü: /start
refusal-button-foreign = Dieser Knopf hat keine Funktion mehr. Die aktuellen zeigt das Menü: /start
refusal-private-only = Das ist eine persönliche Angelegenheit. Bitte schreiben Sie dem Bot im privaten Chat.
refusal-not-understood = Es ist nicht klar, worum es in dieser Nachricht geht. Bitte wählen Sie im Menü: /start
refusal-line-incomplete = { $missing ->
    [title] Der Titel fehlt.
    [when] Der Termin fehlt.
   *[place] Der Ort fehlt.
} Muster: /neu TITEL; TERMIN; ORT; BESCHREIBUNG (die Beschreibung kann entfallen).
refusal-organisation-exists = „{ $name }“ steht schon im Verzeichnis. Bitte wählen Sie einen anderen Namen oder öffnen Sie: /partner
refusal-last-coordinator = Nur Sie koordinieren „{ $partnership }“. Bitte laden Sie zuerst jemand anderen ein und warten Sie den Beitritt ab.
refusal-request-incomplete = { $missing ->
    [title] Der Titel fehlt.
    [deadline] Die Frist fehlt.
   *[question] Eine Frage fehlt.
} Muster: /anfrage TITEL; FRIST; FRAGE; FRAGE (so viele wie nötig).
refusal-question-unclear = Es ist nicht klar, was „{ $text }“ erwartet. Muster: [Personen], [ja/nein], [a|b|c], [Datum], [Datei].
refusal-too-many-questions = Eine Anfrage kann höchstens { $most } Fragen haben. Bitte kürzen Sie die Liste.
refusal-period-not-understood = „{ $text }“ ließ sich nicht als Zeitraum lesen. Bitte schreiben Sie zum Beispiel: 1.04.2027 - 30.06.2027
refusal-nobody-asked = Niemand ist ausgewählt. Bitte geben Sie an, wer gebeten wird.
refusal-number-unreadable = „{ $text }“ ist keine Zahl. Bitte schreiben Sie sie mit Ziffern, zum Beispiel: 15 oder 1.200,50
refusal-number-approximate = Der Bericht braucht die genaue Zahl, ohne „etwa“. Zum Beispiel: { $example }
refusal-number-negative = Eine Zahl im Bericht kann nicht negativ sein. Zum Beispiel: { $example }
refusal-number-ambiguous = Das kann { $first } oder { $second } sein. Bitte schreiben Sie ohne Tausendertrennzeichen oder mit zwei Nachkommastellen.
refusal-number-too-long = Diese Zahl hat zu viele Ziffern: Platz ist für { $most }.
refusal-choice-unknown = Diese Antwort gibt es nicht: „{ $text }“. Bitte wählen Sie einen Knopf unter der Frage.
refusal-day-not-understood = „{ $text }“ ließ sich nicht als Tag lesen. Bitte schreiben Sie zum Beispiel: 12.04. oder 12.04.2027
refusal-date-outside-period = { $day } liegt nicht im Zeitraum des Berichts: { $first } – { $last }. Bitte nennen Sie einen Tag daraus.
refusal-file-expected = Hier wird eine Datei gebraucht. Bitte senden Sie sie oder wählen Sie einen Knopf unter der Frage.
refusal-file-wrong-kind = „{ $name }“ kann nicht angenommen werden. Bitte senden Sie ein Dokument, eine Tabelle, ein PDF oder ein Bild.
refusal-file-too-big = „{ $name }“ ist zu groß: Platz ist für { $most } MB. Bitte senden Sie eine kleinere Datei.
refusal-report-closed = Der Bericht „{ $title }“ ist gesendet und konnte geändert werden bis: { $moment }. Änderungen nimmt das Partnerschaftsbüro an.
refusal-report-incomplete = Der Bericht „{ $title }“ ist noch nicht fertig. Fragen ohne Antwort: { $n }.
refusal-request-withdrawn = Das Partnerschaftsbüro hat die Anfrage „{ $title }“ zurückgezogen. Der Bericht wird nicht mehr gebraucht, vielen Dank.

refusal-date-not-understood = „{ $text }“ ließ sich nicht als Termin lesen. Bitte schreiben Sie zum Beispiel: 12.05.2027 10:00-12:00
refusal-date-impossible = Diesen Termin gibt es nicht: „{ $text }“. Bitte prüfen Sie Tag und Uhrzeit.
refusal-date-ambiguous = Möglich sind: { $first } oder { $second }. Bitte schreiben Sie es genauer.
refusal-date-in-past = Dieser Termin ist schon vorbei: { $moment }. Bitte nennen Sie einen künftigen.
refusal-date-too-far = Das liegt mehr als fünf Jahre in der Zukunft: { $moment }. Bitte nennen Sie einen früheren Termin.
refusal-hour-missing = { $day } – die Uhrzeit fehlt. Bitte ergänzen Sie sie.
refusal-hour-skipped = Diese Stunde gibt es nicht, die Uhren werden vorgestellt: { $moment }. Bitte nennen Sie eine andere.
refusal-hour-doubled = Diese Stunde gibt es zweimal, die Uhren werden zurückgestellt: { $moment }. Bitte nennen Sie eine andere.
refusal-end-before-start = Das Ende ({ $end }) liegt nicht nach dem Beginn ({ $start }). Bitte berichtigen Sie es.
refusal-weekday-contradicts = Der Wochentag passt nicht: Das ist { $day }. Bitte berichtigen Sie Datum oder Wochentag.

fault = Es tut uns leid, etwas ist schiefgegangen. Bitte versuchen Sie es gleich noch einmal. Falls es wieder geschieht, nennen Sie dem Partnerschaftsbüro bitte den Code: { $code }
refusal-nobody-to-tell = Zurzeit gibt es niemanden, an den das gesendet werden kann. Bitte wählen Sie andere Empfänger.
refusal-one-file-only = Die Mitteilung hat schon eine Datei oder ein Album. Die nächste senden Sie bitte in einer weiteren Mitteilung, mehrere Dateien auf einmal als ein Album.
refusal-file-unsuitable = Eine Mitteilung besteht aus Text, Dokument, Foto oder Album. Bitte senden Sie eines davon oder brechen Sie ab: /abbrechen
refusal-button-expected = Bitte drücken Sie hier einen der Knöpfe unter der letzten Frage. Den Text ändern Sie mit „Ändern“.
refusal-announcement-gone = Diese Mitteilung ist zurückgezogen. Eine neue können Sie im Menü vorbereiten: /start
refusal-announcement-changed = Diese Mitteilung hat inzwischen jemand anderes geändert. Bitte sehen Sie sie an und beginnen Sie mit der neuen Fassung.

refusal-question-answered = Frage { $number } wurde schon beantwortet und kann nicht mehr zurückgezogen werden. Ihr Wortlaut lässt sich berichtigen.
