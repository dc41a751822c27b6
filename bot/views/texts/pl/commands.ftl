# Descriptions in Telegram's command menu.
command-start = Menu
command-meetings = Najbliższe spotkania
command-calendar = Kalendarz do subskrypcji
command-new = Nowe spotkanie
command-report = Raporty do wypełnienia
command-request = Prośba o raport do partnerów
command-reports = Zebrane raporty
command-invite = Zaproszenie dla partnera
command-partners = Katalog partnerów
command-settings = Język, przypomnienia, przerwa
command-my_data = Moje dane: podgląd, pobranie, usunięcie
command-help = Pomoc
command-cancel = Przerwanie bieżącej rozmowy
command-announce = Ogłoszenie dla partnerów
