# Pages that open in a browser.
page-intro-person = Die Treffen der Partnerschaft in dem Kalender, den Sie täglich nutzen, jeweils mit Ihrer eigenen Antwort. Einmal hinzufügen genügt – Änderungen und Absagen kommen von selbst.
page-intro-partnership = Alle Treffen der Partnerschaft in dem Kalender, den Sie täglich nutzen. Einmal hinzufügen genügt – Änderungen und Absagen kommen von selbst.
page-this-machine-only = Diese Adresse funktioniert nur auf diesem Computer. Google und Outlook im Web oder ein Telefon erreichen sie nicht.

page-subscribe = Zum Kalender hinzufügen
page-way-webcal = Kalender auf Telefon oder Computer
page-way-webcal-how = Apple, Thunderbird, Outlook für Windows
page-way-google = Google Kalender
page-way-google-how = Erscheint auch auf dem Android-Telefon
page-way-outlook = Outlook.com
page-way-outlook-how = Privates Konto
page-way-office = Microsoft 365
page-way-office-how = Dienst- oder Schulkonto
page-address = Kalenderadresse
page-address-how = Jedes andere Programm: Bitte fügen Sie diese Adresse als „Kalender aus dem Internet“ ein.
page-copy = Kopieren
page-copied = Adresse kopiert.
page-download = .ics-Datei herunterladen
page-download-how = – eine einmalige Kopie, die sich nicht mehr ändert.

page-coming = Nächste Treffen
page-coming-none = Noch sind keine Treffen angekündigt. Neue erscheinen hier von selbst.
page-coming-more = { $count ->
    [one] { $count } weiteres Treffen steht im Kalender.
   *[other] { $count } weitere Treffen stehen im Kalender.
}
page-badge-yes = Ich komme
page-badge-maybe = Vielleicht
page-badge-no = Ich komme nicht
page-badge-again = Neuer Termin – noch ohne Antwort
page-badge-cancelled = Abgesagt

page-delays = Wie schnell Änderungen sichtbar werden
page-delays-why = Jeder Kalender entscheidet selbst, wann er nach Neuem sieht. Darauf haben wir keinen Einfluss.
page-delay-who = Kalender
page-delay-time = Eine Änderung ist sichtbar
page-delay-google = Google
page-delay-google-time = nach 4–24 Stunden
page-delay-outlook = Outlook.com, Microsoft 365
page-delay-outlook-time = meist nach etwa 3 Stunden, manchmal erst nach einem Tag
page-delay-apple = Apple
page-delay-apple-time = je nach Einstellung: von 5 Minuten bis zu einer Woche
page-delay-thunderbird = Thunderbird
page-delay-thunderbird-time = meist innerhalb von 30 Minuten
page-delays-urgent = Wird ein Treffen verlegt oder abgesagt, schreibt der Bot sofort in Telegram.

page-privacy = Wer das sieht
page-privacy-person = Diese Adresse ist geheim und persönlich: Wer sie kennt, sieht Ihre Treffen und Antworten. Bitte geben Sie sie nicht weiter.
page-privacy-partnership = Diese Adresse ist geheim: Wer sie kennt, sieht die Treffen der Partnerschaft. Die Antworten der Partner stehen nicht darin. Bitte geben Sie sie nur an Personen weiter, für die diese Treffen bestimmt sind.
page-privacy-renew = Sie können die Adresse jederzeit zurückziehen oder erneuern: /kalender im Chat mit dem Bot. Die alte funktioniert dann nicht mehr.

page-root-title = Narada
page-root = Unter dieser Adresse liegen die Kalender der Partnerschaft. Ihre eigene nennt Ihnen der Bot in Telegram nach /kalender.
page-not-found = Unter dieser Adresse gibt es nichts. Die aktuelle Kalenderadresse nennt der Bot nach /kalender.
page-unavailable = Eine kurze Unterbrechung. Bitte versuchen Sie es in einer Minute noch einmal.
