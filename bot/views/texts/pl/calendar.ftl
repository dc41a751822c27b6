# What calendar apps show. $title, $moment and the like reach Fluent as finished strings.
ical-name-person = Moje spotkania – { $partnership }
ical-name-person-of-several = Moje spotkania
ical-name-partnership = { $partnership } – spotkania

ical-summary-cancelled = Odwołane: { $title }
ical-summary-yes = Będę: { $title }
ical-summary-maybe = Może: { $title }
ical-summary-no = Nie będę: { $title }
ical-summary-again = Nowy termin: { $title }

ical-cancelled = Spotkanie zostało odwołane.
ical-cancelled-because = Spotkanie zostało odwołane. Powód: { $reason }

ical-answer-yes = będzie
ical-answer-no = nie będzie
ical-answer-maybe = może
ical-own = { $organisation }: { $answer }
ical-own-earlier-date = { $organisation }: odpowiedź „{ $answer }” dotyczyła poprzedniego terminu. Proszę odpowiedzieć ponownie w Telegramie.
ical-own-people = { $people ->
    [one] { $people } osoba
    [few] { $people } osoby
    [many] { $people } osób
   *[other] { $people } osoby
}
ical-own-substitute = w zastępstwie: { $name }

ical-link = Spotkanie online: { $address }
ical-answer-until = Odpowiedzi w Telegramie do: { $moment }
ical-contact = Kontakt: { $email }
ical-project = Projekt: { $title }
ical-project-number = Numer projektu: { $number }

ical-kind-working = Spotkanie robocze
ical-kind-thematic = Spotkanie tematyczne
ical-kind-seminar = Seminarium
ical-kind-workshop = Warsztaty
ical-kind-training = Szkolenie
ical-kind-study_visit = Wizyta studyjna
ical-kind-conference = Konferencja
ical-kind-other = Spotkanie

# File names: ASCII only.
ical-file-meeting = spotkanie
ical-file-calendar = spotkania
