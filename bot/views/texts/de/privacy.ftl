# The notice about personal data (GDPR article 13). The short one stays within 900 characters.
greeting = Guten Tag! Hier ist Narada, die Hilfe für die Treffen der Partnerschaft.
offer-representative = Einladung: { $partnership }. Sie können dann im Namen von { $organisation } antworten.
offer-deputy = Einladung: { $partnership }. Sie können dann als Stellvertretung im Namen von { $organisation } antworten.
offer-coordinator = Einladung zur Koordination: { $partnership }.

privacy-title = Zu Ihren personenbezogenen Daten
privacy-who = Verantwortlich: { $controller }
privacy-office = das Partnerschaftsbüro
privacy-contact = Kontakt: { $contact }
privacy-contact-neutral = das Partnerschaftsbüro
privacy-why = Zweck: Treffen und Mitteilungen, Antworten und Berichte sammeln, Erinnerungen und Kalender.
privacy-basis = Rechtsgrundlage: { $basis }
privacy-basis-neutral = eine öffentliche Aufgabe oder die Partnerschaftsvereinbarung (Art. 6 Abs. 1 Buchst. e oder b DSGVO)
privacy-how-long = Dauer: bis zum Ende der Teilnahme an der Partnerschaft. Ansehen und löschen: { $command }
privacy-telegram = Die Nachrichten laufen über Telegram, auch außerhalb des Europäischen Wirtschaftsraums.
privacy-rights = Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch, Beschwerde bei der polnischen Aufsicht (Prezes UODO).
privacy-agree = „{ $button }“ bestätigt, dass Sie dies gelesen haben und Nachrichten wünschen.

full-controller-title = Verantwortliche Stelle
full-controller = Verantwortlich für die Daten: { $controller }
full-contact-title = Kontakt
full-contact = In Fragen des Datenschutzes: { $contact }
full-dpo = Datenschutzbeauftragte Stelle: { $dpo }
full-purpose-title = Zweck und Rechtsgrundlage
full-purpose = Die Daten dienen der Arbeit der Partnerschaft: Treffen, Mitteilungen, Antworten, Berichte, Erinnerungen, Kalender und Zahlen für die fördernde Stelle. Rechtsgrundlage: { $basis }. Eine Einwilligung ist nicht die Grundlage.
full-data-title = Welche Daten
full-data = Name und Nummer des Telegram-Kontos, gewählte Sprache, Rolle und vertretene Organisation, Antworten mit Anmerkungen und Vertretungen, Einträge und Dateien in Berichten, die Zeitpunkte der Kenntnisnahme von diesem Hinweis und von Mitteilungen. Die Daten stammen von der betroffenen Person selbst; den Namen einer Vertretung nennt ihre Organisation.
full-time-title = Wie lange
full-time = Bis zum Ende der Teilnahme an der Partnerschaft oder bis zur Löschung, sofern nicht Gesetz oder Fördervertrag eine längere Zeit verlangen. Aufzeichnungen eingegangener Nachrichten verschwinden nach { $days } { $days ->
    [one] Tag
   *[other] Tagen
}. Nach der Löschung einer Person bleiben nur Zahlen und die Antworten der Organisation.
full-recipients-title = Empfänger
full-recipients = Koordination und Partner derselben Partnerschaft sehen die Antworten, soweit nötig. Die Nachrichten übermittelt Telegram, das sie auch außerhalb des Europäischen Wirtschaftsraums verarbeitet und eigene Datenschutzregeln hat. Einen Kalender unter geheimer Adresse liest die Anwendung, die dessen Empfänger gewählt hat.
full-rights-title = Rechte
full-rights = Alle haben das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung, Datenübertragbarkeit (wenn ein Vertrag die Grundlage ist) und Widerspruch (wenn eine öffentliche Aufgabe die Grundlage ist). Ansehen, herunterladen und löschen: { $command }
full-complaint-title = Beschwerde
full-complaint = Sie können sich beim Präsidenten des Amtes für den Schutz personenbezogener Daten beschweren (Prezes Urzędu Ochrony Danych Osobowych), ul. Stanisława Moniuszki 1A, 00-014 Warszawa, uodo.gov.pl.
full-voluntary-title = Freiwilligkeit
full-voluntary = Die Angabe der Daten ist freiwillig; ohne sie kann der Bot keine Nachrichten übermitteln, Antworten nimmt dann das Partnerschaftsbüro an. Automatisierte Entscheidungen oder Profiling gibt es nicht.
