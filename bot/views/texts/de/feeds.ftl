# Calendars to subscribe to.
feeds-title = Kalender zum Abonnieren
feeds-none = Ihre eigene Kalenderadresse ist zurzeit abgeschaltet. Mit dem Knopf legen Sie eine an.
feed-person = Mein Kalender
feed-person-about = Alle Treffen mit Ihrer eigenen Antwort.
feed-partnership = Kalender der Partnerschaft
feed-partnership-about = Alle Treffen der Partnerschaft, ohne Antworten.
feeds-how = So geht es: Bitte kopieren Sie die Adresse und wählen Sie in Ihrer Kalender-App „Kalender per URL hinzufügen“.
feeds-page = Schneller: Die Seite hinter dem Knopf fügt den Kalender bei Google, Outlook oder Apple hinzu.
feeds-delay = Kalender aktualisieren sich von selbst, aber nicht sofort: Google und Outlook.com brauchen einige bis 24 Stunden. Dringende Änderungen stehen hier.
feeds-secret = Die Adresse ist geheim: Wer sie kennt, sieht die Treffen. Eine neue Adresse macht die alte ungültig.
feeds-loopback = Bitte beachten Sie: Diese Adresse funktioniert nur auf dem Rechner, auf dem der Bot läuft.
feed-withdrawn = Abgeschaltet. Die bisherige Adresse funktioniert nicht mehr.
feed-page-link = Seite des Kalenders öffnen
