# What calendar apps show. $title, $moment and the like reach Fluent as finished strings.
ical-name-person = Meine Treffen – { $partnership }
ical-name-person-of-several = Meine Treffen
ical-name-partnership = { $partnership } – Treffen

ical-summary-cancelled = Abgesagt: { $title }
ical-summary-yes = Zugesagt: { $title }
ical-summary-maybe = Vielleicht: { $title }
ical-summary-no = Nicht dabei: { $title }
ical-summary-again = Neuer Termin: { $title }

ical-cancelled = Das Treffen wurde abgesagt.
ical-cancelled-because = Das Treffen wurde abgesagt. Grund: { $reason }

ical-answer-yes = Zusage
ical-answer-no = Absage
ical-answer-maybe = vielleicht
ical-own = { $organisation }: { $answer }
ical-own-earlier-date = { $organisation }: Die Antwort „{ $answer }“ galt dem vorherigen Termin. Bitte antworten Sie in Telegram noch einmal.
ical-own-people = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
ical-own-substitute = in Vertretung: { $name }

ical-link = Online-Treffen: { $address }
ical-answer-until = Antworten in Telegram bis: { $moment }
ical-contact = Kontakt: { $email }
ical-project = Projekt: { $title }
ical-project-number = Projektnummer: { $number }

ical-kind-working = Arbeitstreffen
ical-kind-thematic = Thementreffen
ical-kind-seminar = Seminar
ical-kind-workshop = Workshop
ical-kind-training = Schulung
ical-kind-study_visit = Studienbesuch
ical-kind-conference = Konferenz
ical-kind-other = Treffen

# File names: ASCII only.
ical-file-meeting = treffen
ical-file-calendar = treffen
