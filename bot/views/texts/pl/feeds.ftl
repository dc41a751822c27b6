# Calendars to subscribe to.
feeds-title = Kalendarz do subskrypcji
feeds-none = Własny adres kalendarza nie jest teraz włączony. Można go utworzyć przyciskiem.
feed-person = Mój kalendarz
feed-person-about = Wszystkie spotkania z własną odpowiedzią.
feed-partnership = Kalendarz partnerstwa
feed-partnership-about = Wszystkie spotkania partnerstwa, bez odpowiedzi.
feeds-how = Jak dodać: proszę skopiować adres i w aplikacji kalendarza wybrać dodanie kalendarza z adresu URL.
feeds-page = Szybciej: strona pod przyciskiem dodaje kalendarz do Google, Outlooka lub Apple.
feeds-delay = Kalendarze odświeżają się same, ale nie od razu: Google i Outlook.com potrzebują od kilku do 24 godzin. O pilnych zmianach bot pisze tutaj.
feeds-secret = Adres jest tajny: kto go zna, widzi spotkania. Nowy adres unieważnia poprzedni.
feeds-loopback = Uwaga: ten adres działa tylko na komputerze, na którym pracuje bot.
feed-withdrawn = Wyłączono. Poprzedni adres już nie działa.
feed-page-link = Otwórz stronę kalendarza
