# A meeting's card, its counts and the list of who answered. The words of the counts are fixed by interface.md.
card-retired = Aktualna karta jest niżej.
card-answer-until = Odpowiedzi do: { $moment }
card-cancelled = Odwołane
card-reason = Powód: { $reason }
card-over = Spotkanie już się odbyło.
card-closed = Przyjmowanie odpowiedzi zakończone.
card-closed-contact = Zmiany proszę zgłaszać w biurze partnerstwa.
card-closed-email = Zmiany proszę zgłaszać w biurze partnerstwa: { $email }
card-project = Projekt: { $title }
card-project-number = Numer projektu: { $number }
card-answered = { $answered ->
    [one] Odpowiedział
   *[other] Odpowiedziało
} { $answered } z { $invited } { $invited ->
    [one] partnera
   *[other] partnerów
}

count-yes = Będzie: { $n }
count-no = Nie będzie: { $n }
count-maybe = Może: { $n }
count-silent = Bez odpowiedzi: { $n }
count-outside = Poza Telegramem: { $n }
count-people = Razem osób: { $n }
count-unreachable = Nie można powiadomić (zablokowany bot): { $n }
count-in-doubt = Wiadomość mogła nie dotrzeć: { $n }

answer-yes = będzie
answer-no = nie będzie
answer-maybe = może
answer-none = bez odpowiedzi

own-silent = { $organisation }: czekamy na odpowiedź
own-previous-date = poprzedni termin – { $answer }. Prosimy o ponowną odpowiedź.
own-by = Odpowiada: { $name }
own-on-behalf = Odpowiedź zapisana w imieniu partnera przez: { $name }
own-substitute = Zastępstwo: { $name }
own-note = Uwaga: { $note }
own-how-many = Ile osób przyjdzie? Liczbę można wybrać poniżej.

roll-by = { $name }
roll-on-behalf = w imieniu partnera, zapis: { $name }
roll-substitute = zastępstwo: { $name }
roll-note = uwaga: { $note }
roll-previous-date = poprzedni termin: { $answer }

people = { $n ->
    [one] { $n } osoba
    [few] { $n } osoby
    [many] { $n } osób
   *[other] { $n } osoby
}
organisations = { $n ->
    [one] { $n } organizacja
    [few] { $n } organizacje
    [many] { $n } organizacji
   *[other] { $n } organizacji
}
and-more = … i { $n } więcej

kind-working = Spotkanie robocze
kind-thematic = Spotkanie tematyczne
kind-seminar = Seminarium
kind-workshop = Warsztaty
kind-training = Szkolenie
kind-study_visit = Wizyta studyjna
kind-conference = Konferencja
kind-other = Inne spotkanie
