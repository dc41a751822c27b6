# What the bot politely refuses: what is the case, and what to do next. At most 200 characters with their facts.
refusal-not-found = Nie ma tu takiej pozycji. Aktualny stan pokaże menu: /start
refusal-not-invited = Ten bot służy partnerstwom. Aby dołączyć, proszę zwrócić się do biura swojego partnerstwa o link z zaproszeniem i otworzyć go.
refusal-for-coordinators = To polecenie jest dla koordynacji partnerstwa. W tej sprawie proszę o kontakt z biurem partnerstwa.
refusal-for-representatives = Odpowiadają osoby reprezentujące partnerów. O zaproszenie proszę zwrócić się do biura partnerstwa.
refusal-invitation-unusable = To zaproszenie nie jest już ważne. Proszę zwrócić się do biura partnerstwa o nowy link.
refusal-already-member = Organizacja „{ $organisation }” jest już przypisana do tej osoby. Wszystko jest gotowe: /start
refusal-answers-closed = Odpowiedzi na „{ $title }” można było wysłać do: { $moment }. Zmiany przyjmuje biuro partnerstwa.
refusal-meeting-cancelled = Spotkanie „{ $title }” jest odwołane, odpowiedź nie jest już potrzebna.
refusal-meeting-cancelled-because = Spotkanie „{ $title }” jest odwołane. Powód: { $reason }
refusal-meeting-over = Spotkanie „{ $title }” już się odbyło. Najbliższe spotkania: /spotkania
refusal-answer-first = Najpierw proszę o odpowiedź na „{ $title }”, potem można dodać uwagę lub zastępstwo.
refusal-changed-meanwhile = Spotkanie „{ $title }” zmienił tymczasem ktoś inny. Proszę obejrzeć nową wersję i zacząć od niej.
refusal-nothing-changed = W spotkaniu „{ $title }” nic się nie zmieniło. Można coś poprawić albo anulować.
refusal-text-too-long = Tekst ma { $length ->
    [one] { $length } znak
    [few] { $length } znaki
    [many] { $length } znaków
   *[other] { $length } znaku
}, a mieści się { $limit }. Proszę go skrócić.
refusal-text-empty = Nie widać tu żadnego tekstu. Proszę wpisać go jeszcze raz.
refusal-text-unreadable = Tego tekstu nie da się odczytać. Proszę wpisać go zwykłymi literami.
refusal-text-expected = Tutaj potrzebny jest tekst. Proszę go wpisać albo anulować: /anuluj
refusal-number-impossible = Proszę wpisać liczbę od { $least } do { $most }, samymi cyframi.
refusal-sector-unknown = Nie ma sektora „{ $text }”. Do wyboru: publiczny, pozarządowy, prywatny.
refusal-nothing-to-cancel = Nie ma nic do anulowania. Menu: /start
refusal-question-gone = Ten przycisk należy do zakończonej rozmowy. Proszę odpowiedzieć na ostatnie pytanie albo otworzyć menu: /start
refusal-button-foreign = Ten przycisk już nie działa. Aktualne przyciski pokaże menu: /start
refusal-private-only = To sprawa osobista. Proszę napisać do bota w prywatnej rozmowie.
refusal-not-understood = Nie wiadomo, czego dotyczy ta wiadomość. Proszę wybrać przycisk z menu: /start
refusal-line-incomplete = { $missing ->
    [title] Brakuje tytułu.
    [when] Brakuje terminu.
   *[place] Brakuje miejsca.
} Wzór: /nowe TYTUŁ; TERMIN; MIEJSCE; OPIS (opis można pominąć).
refusal-organisation-exists = Organizacja „{ $name }” już jest w katalogu. Proszę wybrać inną nazwę albo otworzyć: /partnerzy
refusal-last-coordinator = W partnerstwie „{ $partnership }” koordynację prowadzi tylko ta osoba. Najpierw proszę zaprosić kogoś jeszcze i poczekać, aż dołączy.
refusal-request-incomplete = { $missing ->
    [title] Brakuje tytułu.
    [deadline] Brakuje terminu.
   *[question] Brakuje pytania.
} Wzór: /prosba TYTUŁ; TERMIN; PYTANIE; PYTANIE (ile trzeba).
refusal-question-unclear = Nie wiadomo, jakiej odpowiedzi oczekuje „{ $text }”. Wzory: [liczba osób], [tak/nie], [a|b|c], [data], [plik].
refusal-too-many-questions = W jednej prośbie może być najwyżej { $most } pytań. Proszę skrócić listę.
refusal-period-not-understood = Nie udało się odczytać okresu „{ $text }”. Proszę wpisać na przykład: 1.04.2027 - 30.06.2027
refusal-nobody-asked = Nikt nie został wybrany. Proszę wskazać odbiorców.
refusal-number-unreadable = „{ $text }” to nie liczba. Proszę wpisać ją cyframi, na przykład: 15 albo 1 200,50
refusal-number-approximate = W raporcie potrzebna jest dokładna liczba, bez „około”. Na przykład: { $example }
refusal-number-negative = Liczba w raporcie nie może być ujemna. Na przykład: { $example }
refusal-number-ambiguous = To może być { $first } albo { $second }. Proszę wpisać bez znaku dzielącego tysiące albo z dwoma miejscami po przecinku.
refusal-number-too-long = Ta liczba ma za dużo cyfr: mieści się najwyżej { $most }.
refusal-choice-unknown = Nie ma takiej odpowiedzi: „{ $text }”. Proszę wybrać przycisk pod pytaniem.
refusal-day-not-understood = Nie udało się odczytać dnia „{ $text }”. Proszę wpisać na przykład: 12.04 albo 12.04.2027
refusal-date-outside-period = { $day } nie należy do okresu raportu: { $first } – { $last }. Proszę podać dzień z tego okresu.
refusal-file-expected = Tutaj potrzebny jest plik. Proszę go przesłać albo wybrać przycisk pod pytaniem.
refusal-file-wrong-kind = Pliku „{ $name }” nie można przyjąć. Proszę przesłać dokument, arkusz, PDF albo zdjęcie.
refusal-file-too-big = Plik „{ $name }” jest za duży: mieści się najwyżej { $most } MB. Proszę przesłać mniejszy.
refusal-report-closed = Raport „{ $title }” jest wysłany, a poprawki były możliwe do: { $moment }. Zmiany przyjmuje biuro partnerstwa.
refusal-report-incomplete = Raport „{ $title }” nie jest jeszcze gotowy. Pytania bez odpowiedzi: { $n }.
refusal-request-withdrawn = Biuro partnerstwa wycofało prośbę „{ $title }”. Raport nie jest już potrzebny, dziękujemy.

refusal-date-not-understood = Nie udało się odczytać terminu „{ $text }”. Proszę wpisać na przykład: 12.05.2027 10:00-12:00
refusal-date-impossible = Takiego terminu nie ma: „{ $text }”. Proszę sprawdzić dzień i godzinę.
refusal-date-ambiguous = Możliwości: { $first } albo { $second }. Proszę wpisać dokładniej.
refusal-date-in-past = Ten termin już minął: { $moment }. Proszę podać przyszły.
refusal-date-too-far = To ponad pięć lat naprzód: { $moment }. Proszę podać bliższy termin.
refusal-hour-missing = { $day } – brakuje godziny. Proszę ją dopisać.
refusal-hour-skipped = Tej godziny nie będzie, bo zegary przechodzą na czas letni: { $moment }. Proszę podać inną.
refusal-hour-doubled = Ta godzina wypada dwa razy, bo zegary są cofane: { $moment }. Proszę podać inną.
refusal-end-before-start = Koniec ({ $end }) musi być późniejszy niż początek ({ $start }). Proszę poprawić.
refusal-weekday-contradicts = Dzień tygodnia się nie zgadza: to { $day }. Proszę poprawić datę albo dzień.

fault = Przepraszamy, coś się nie udało. Proszę spróbować za chwilę. Jeśli to się powtórzy, proszę podać w biurze partnerstwa kod: { $code }
refusal-nobody-to-tell = Nie ma nikogo, do kogo można to teraz wysłać. Proszę wybrać innych odbiorców.
refusal-one-file-only = Ogłoszenie ma już plik lub album. Kolejny proszę wysłać w następnym ogłoszeniu, a kilka plików naraz – jako jeden album.
refusal-file-unsuitable = Do ogłoszenia pasuje tekst, dokument, zdjęcie albo album. Proszę przesłać jedno z nich albo anulować: /anuluj
refusal-button-expected = Tutaj proszę nacisnąć jeden z przycisków pod ostatnim pytaniem. Treść można zmienić przyciskiem „Popraw”.
refusal-announcement-gone = To ogłoszenie jest wycofane. Nowe można przygotować w menu: /start
refusal-announcement-changed = To ogłoszenie zmienił tymczasem ktoś inny. Proszę je obejrzeć i zacząć od nowej wersji.

refusal-question-answered = Na pytanie { $number } ktoś już odpowiedział, więc nie można go wycofać. Można poprawić jego treść.
