# The list of meetings, the preview, and what was done.
listing-title = Najbliższe spotkania
listing-empty = Żadne spotkanie nie jest teraz zaplanowane. Karta nowego spotkania pojawi się tutaj sama.
listing-planned = ⏳ Zaplanowane: ogłoszenie { $weekday } o { $time }.

preview-title = Podgląd – tak zobaczą to partnerzy
preview-change-title = Podgląd zmiany – tak zobaczą to partnerzy
preview-reach = Trafi do: { $organisations } organizacji, { $people } { $people ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}
preview-starts = Początek: { $ahead }
preview-outside = Poza Telegramem (proszę powiadomić inną drogą):
preview-languages = Każda osoba otrzyma kartę w swoim języku ({ $languages }).
preview-deadline-is-start = Do spotkania zostało mało czasu, dlatego odpowiedzi przyjmujemy aż do jego rozpoczęcia.
preview-closed = Biuro jest teraz zamknięte. Ogłoszenie można wysłać od razu (bez dźwięku) albo { $weekday } o { $time }.
preview-later-until-start = Przy ogłoszeniu { $weekday } o { $time } odpowiedzi przyjmujemy aż do rozpoczęcia spotkania.
preview-closed-change = Biuro jest zamknięte do otwarcia { $weekday } o { $time }. Powiadomienie wyjdzie od razu.
preview-nothing-changed = Nic jeszcze nie zostało zmienione.
preview-new-description = nowa treść
preview-asks-again = Zmienia się termin: wszyscy partnerzy zostaną ponownie poproszeni o odpowiedź.
preview-answers-stand = Termin się nie zmienia: dotychczasowe odpowiedzi pozostają ważne.

# Names of what can change.
field-title = Tytuł
field-date = Termin
field-place = Miejsce
field-description = Opis
field-deadline = Odpowiedzi do
field-kind = Rodzaj
change-title = tytuł
change-date = termin
change-place = miejsce
change-description = opis
change-deadline = termin odpowiedzi
change-kind = rodzaj

announced-now = Ogłoszono: „{ $title }”. Karta trafia do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}.
announced-later = Zaplanowano ogłoszenie: „{ $title }”. Karta trafi do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}: { $moment }
changed-saved = Zapisano zmiany spotkania „{ $title }”: { $what }. Powiadomienie trafia do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}.
changed-asked-again = Partnerzy są ponownie proszeni o odpowiedź; poprzednie odpowiedzi mają dopisek „poprzedni termin”.
changed-answers-stand = Dotychczasowe odpowiedzi pozostają ważne.
called-off-done = Odwołano: „{ $title }”. Powiadomienie trafia do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}.
outside-tell = Poza Telegramem – proszę powiadomić inną drogą:

call-off-question = Odwołać spotkanie „{ $title }”?
call-off-reach = { $n ->
    [one] Powiadomienie otrzyma { $n } osoba.
    [few] Powiadomienie otrzymają { $n } osoby.
    [many] Powiadomienie otrzyma { $n } osób.
   *[other] Powiadomienie otrzyma { $n } osoby.
}
