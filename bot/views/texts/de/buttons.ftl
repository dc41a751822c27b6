# Words on buttons. Those of interface.md are fixed: people, tests and the documentation rely on them.
button-yes = Ich komme
button-no = Ich komme nicht
button-maybe = Vielleicht
button-substitute = Vertretung
button-note = Anmerkung
button-file = In den Kalender
button-people-more = mehr
button-people-many = { $people } (mehr)
button-announce = Ankündigen
button-announce-later = Ankündigen { $weekday } um { $time } Uhr
button-edit = Ändern
button-cancel = Abbrechen
button-agree = Ich stimme zu

button-back = Zurück
button-skip = Überspringen
button-all = alle
button-to-preview = Fertig – Vorschau
button-save-and-tell = Speichern und mitteilen
button-refresh = Aktualisieren
button-page-before = Vorige
button-page-after = Nächste

button-card = Karte des Treffens
button-roll = Wer geantwortet hat
button-behalf = Für Partner antworten
button-change = Bearbeiten
button-call-off = Treffen absagen

button-full-notice = Voller Wortlaut
button-notice-page = Seite mit allen Angaben

button-invite = Person einladen
button-deputy = Stellvertretung einladen
button-rename = Namen ändern
button-sector = Sektor ändern
button-leave = Teilnahme beenden
button-leave-sure = Ja, Teilnahme beenden
button-end = Entfernen: { $name }
button-coordinators = Koordination
button-coordinator-end-own = Meine Koordination beenden
button-coordinator-end-sure = Ja, Koordination beenden
button-withdraw = Einladung zurückziehen
button-withdraw-invitation = Einladung zurückziehen: { $role }
button-send-invitations = Einladungen erstellen
button-copy-link = Link kopieren

button-every-file = Alle Treffen .ics
button-feed-new = Meine Adresse anlegen
button-feed-new-partnership = Adresse anlegen: { $name }
button-feed-page = Seite öffnen
button-feed-copy = Adresse kopieren
button-feed-renew = Neue Adresse
button-feed-withdraw = Abschalten

button-export = Herunterladen
button-erase = Meine Daten löschen
button-erase-sure = Ja, löschen
button-keep = Nein, behalten

# Items of the menu.
item-menu = Menü
item-meetings = Treffen
item-calendar = Kalender
item-report = Auszufüllende Berichte
item-request = Um Bericht bitten
item-reports = Gesammelte Berichte
item-settings = Einstellungen
item-my_data = Meine Daten
item-help = Hilfe
item-new = Neues Treffen
item-partners = Partner
item-invite = Partner einladen
item-announce = Neue Mitteilung
item-announcements = Mitteilungen

# Announcements.
button-read = Zur Kenntnis genommen
button-send = Senden
button-send-later = Senden { $weekday } um { $time } Uhr
button-schedule = Versand planen
button-when = Später senden
button-at-once = Ohne Warten senden
button-receipt-on = Um Bestätigung bitten
button-receipt-off = Nicht um Bestätigung bitten
button-newcomers = Neue Personen
button-no-newcomers = Ohne neue Personen
button-email = Brief für Partner ohne Telegram
button-correct-all = Überall korrigieren
button-before-meeting = Vor einem Treffen
button-partners = Ausgewählte Organisationen
button-by-answer = Nach Antwort auf ein Treffen
button-chosen = Fertig ({ $n })
button-name-choice = Auswahl unter einem Namen speichern
button-stop = Anhalten
button-do-not-send = Nicht senden
button-go-on = An die übrigen senden
button-take-back = Zurückziehen
button-take-back-sure = Ja, zurückziehen
button-list = XLSX-Liste
