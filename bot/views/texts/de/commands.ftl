# Descriptions in Telegram's command menu.
command-start = Menü
command-meetings = Nächste Treffen
command-calendar = Kalender zum Abonnieren
command-new = Neues Treffen
command-report = Auszufüllende Berichte
command-request = Partner um einen Bericht bitten
command-reports = Gesammelte Berichte
command-invite = Einladung für einen Partner
command-partners = Verzeichnis der Partner
command-settings = Sprache, Erinnerungen, Pause
command-my_data = Meine Daten: ansehen, herunterladen, löschen
command-help = Hilfe
command-cancel = Laufendes Gespräch abbrechen
command-announce = Mitteilung an die Partner
