# Pages that open in a browser.
page-intro-person = Spotkania partnerstwa w kalendarzu, którego używają Państwo na co dzień, z własną odpowiedzią przy każdym. Wystarczy dodać go raz – zmiany i odwołania pojawią się same.
page-intro-partnership = Wszystkie spotkania partnerstwa w kalendarzu, którego używają Państwo na co dzień. Wystarczy dodać go raz – zmiany i odwołania pojawią się same.
page-this-machine-only = Ten adres działa tylko na tym komputerze. Nie dotrą do niego ani kalendarze Google i Outlook w internecie, ani telefon.

page-subscribe = Dodaj do kalendarza
page-way-webcal = Kalendarz w telefonie lub komputerze
page-way-webcal-how = Apple, Thunderbird, Outlook w systemie Windows
page-way-google = Kalendarz Google
page-way-google-how = Pojawi się też w telefonie z Androidem
page-way-outlook = Outlook.com
page-way-outlook-how = Konto prywatne
page-way-office = Microsoft 365
page-way-office-how = Konto służbowe lub szkolne
page-address = Adres kalendarza
page-address-how = Każdy inny program: proszę wkleić ten adres jako „kalendarz z internetu”.
page-copy = Kopiuj
page-copied = Skopiowano adres.
page-download = Pobierz plik .ics
page-download-how = – jednorazową kopię, która nie będzie się zmieniać.

page-coming = Najbliższe spotkania
page-coming-none = Na razie nie ma zapowiedzianych spotkań. Nowe pojawią się tu same.
page-coming-more = { $count ->
    [one] W kalendarzu jest jeszcze { $count } spotkanie.
    [few] W kalendarzu są jeszcze { $count } spotkania.
    [many] W kalendarzu jest jeszcze { $count } spotkań.
   *[other] W kalendarzu jest jeszcze { $count } spotkania.
}
page-badge-yes = Będę
page-badge-maybe = Może
page-badge-no = Nie będę
page-badge-again = Nowy termin – bez odpowiedzi
page-badge-cancelled = Odwołane

page-delays = Jak szybko widać zmiany
page-delays-why = Każdy kalendarz sam decyduje, kiedy zajrzy po nowości. Nie mamy na to wpływu.
page-delay-who = Kalendarz
page-delay-time = Zmiana jest widoczna
page-delay-google = Google
page-delay-google-time = po 4–24 godzinach
page-delay-outlook = Outlook.com, Microsoft 365
page-delay-outlook-time = zwykle po około 3 godzinach, czasem po dobie
page-delay-apple = Apple
page-delay-apple-time = zgodnie z ustawieniem: od 5 minut do tygodnia
page-delay-thunderbird = Thunderbird
page-delay-thunderbird-time = zwykle do 30 minut
page-delays-urgent = O zmianie terminu i odwołaniu bot pisze w Telegramie od razu.

page-privacy = Kto to widzi
page-privacy-person = Ten adres jest tajny i osobisty: kto go zna, zobaczy Państwa spotkania i odpowiedzi. Proszę nikomu go nie przekazywać.
page-privacy-partnership = Ten adres jest tajny: kto go zna, zobaczy spotkania partnerstwa. Odpowiedzi partnerów w nim nie ma. Proszę przekazywać go tylko osobom, dla których te spotkania są przeznaczone.
page-privacy-renew = Adres można w każdej chwili wycofać lub wymienić na nowy: polecenie /kalendarz w rozmowie z botem. Stary przestaje wtedy działać.

page-root-title = Narada
page-root = Pod tym adresem działają kalendarze partnerstwa. Swój adres podaje bot w Telegramie po poleceniu /kalendarz.
page-not-found = Pod tym adresem niczego nie ma. Aktualny adres kalendarza podaje bot po poleceniu /kalendarz.
page-unavailable = Chwilowa przerwa. Proszę spróbować ponownie za minutę.
