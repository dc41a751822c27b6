# Words on buttons. Those of interface.md are fixed: people, tests and the documentation rely on them.
button-yes = Będę
button-no = Nie będę
button-maybe = Może
button-substitute = Zastępstwo
button-note = Uwaga
button-file = Do kalendarza
button-people-more = więcej
button-people-many = { $people } (więcej)
button-announce = Ogłoś
button-announce-later = Ogłoś { $weekday } o { $time }
button-edit = Popraw
button-cancel = Anuluj
button-agree = Zgadzam się

button-back = Wstecz
button-skip = Pomiń
button-all = wszystkie
button-to-preview = Gotowe – podgląd
button-save-and-tell = Zapisz i powiadom
button-refresh = Odśwież
button-page-before = Poprzednie
button-page-after = Następne

button-card = Karta spotkania
button-roll = Kto odpowiedział
button-behalf = Odpowiedz za partnera
button-change = Zmień
button-call-off = Odwołaj spotkanie

button-full-notice = Pełna treść
button-notice-page = Strona z pełną informacją

button-invite = Zaproś osobę
button-deputy = Zaproś zastępstwo
button-rename = Zmień nazwę
button-sector = Zmień sektor
button-leave = Zakończ udział w partnerstwie
button-leave-sure = Tak, zakończ udział
button-end = Odłącz: { $name }
button-coordinators = Koordynacja
button-coordinator-end-own = Zakończ moją koordynację
button-coordinator-end-sure = Tak, zakończ koordynację
button-withdraw = Wycofaj zaproszenie
button-withdraw-invitation = Wycofaj zaproszenie: { $role }
button-send-invitations = Utwórz zaproszenia
button-copy-link = Kopiuj link

button-every-file = Wszystkie spotkania .ics
button-feed-new = Utwórz mój adres
button-feed-new-partnership = Utwórz adres: { $name }
button-feed-page = Otwórz stronę
button-feed-copy = Kopiuj adres
button-feed-renew = Nowy adres
button-feed-withdraw = Wyłącz

button-export = Pobierz
button-erase = Usuń moje dane
button-erase-sure = Tak, usuń
button-keep = Nie, zostaw

# Items of the menu.
item-menu = Menu
item-meetings = Spotkania
item-calendar = Kalendarz
item-report = Raporty do wypełnienia
item-request = Poproś o raport
item-reports = Zebrane raporty
item-settings = Ustawienia
item-my_data = Moje dane
item-help = Pomoc
item-new = Nowe spotkanie
item-partners = Partnerzy
item-invite = Zaproś partnera
item-announce = Nowe ogłoszenie
item-announcements = Ogłoszenia

# Announcements.
button-read = Zapoznałem się
button-send = Wyślij
button-send-later = Wyślij { $weekday } o { $time }
button-schedule = Zaplanuj wysyłkę
button-when = Wyślij później
button-at-once = Wyślij bez czekania
button-receipt-on = Poproś o potwierdzenie
button-receipt-off = Nie proś o potwierdzenie
button-newcomers = Nowe osoby
button-no-newcomers = Bez nowych osób
button-email = List dla partnerów spoza Telegrama
button-correct-all = Popraw u wszystkich
button-before-meeting = Przed spotkaniem
button-partners = Wybrane organizacje
button-by-answer = Według odpowiedzi na spotkanie
button-chosen = Gotowe ({ $n })
button-name-choice = Zapisz wybór pod nazwą
button-stop = Zatrzymaj
button-do-not-send = Nie wysyłaj
button-go-on = Wyślij pozostałym
button-take-back = Wycofaj
button-take-back-sure = Tak, wycofaj
button-list = Lista XLSX
