# A meeting's card, its counts and the list of who answered. The words of the counts are fixed by interface.md.
card-retired = Die aktuelle Karte steht weiter unten.
card-answer-until = Antworten bis: { $moment }
card-cancelled = Abgesagt
card-reason = Grund: { $reason }
card-over = Das Treffen hat bereits stattgefunden.
card-closed = Es werden keine Antworten mehr angenommen.
card-closed-contact = Änderungen teilen Sie bitte dem Partnerschaftsbüro mit.
card-closed-email = Änderungen teilen Sie bitte dem Partnerschaftsbüro mit: { $email }
card-project = Projekt: { $title }
card-project-number = Projektnummer: { $number }
card-answered = { $answered } von { $invited } { $invited ->
    [one] Partner
   *[other] Partnern
} { $answered ->
    [one] hat geantwortet
   *[other] haben geantwortet
}

count-yes = Zusagen: { $n }
count-no = Absagen: { $n }
count-maybe = Vielleicht: { $n }
count-silent = Ohne Antwort: { $n }
count-outside = Nicht in Telegram: { $n }
count-people = Personen insgesamt: { $n }
count-unreachable = Nicht erreichbar (Bot blockiert): { $n }
count-in-doubt = Eine Nachricht kam vielleicht nicht an: { $n }

answer-yes = Zusage
answer-no = Absage
answer-maybe = vielleicht
answer-none = ohne Antwort

own-silent = { $organisation }: Wir warten auf Ihre Antwort
own-previous-date = früherer Termin – { $answer }. Bitte antworten Sie erneut.
own-by = Antwort von: { $name }
own-on-behalf = Im Namen des Partners eingetragen von: { $name }
own-substitute = Vertretung: { $name }
own-note = Anmerkung: { $note }
own-how-many = Wie viele Personen kommen? Bitte wählen Sie unten.

roll-by = { $name }
roll-on-behalf = im Namen des Partners, eingetragen von: { $name }
roll-substitute = Vertretung: { $name }
roll-note = Anmerkung: { $note }
roll-previous-date = früherer Termin: { $answer }

people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
organisations = { $n ->
    [one] { $n } Organisation
   *[other] { $n } Organisationen
}
and-more = … und { $n } weitere

kind-working = Arbeitstreffen
kind-thematic = Thementreffen
kind-seminar = Seminar
kind-workshop = Workshop
kind-training = Schulung
kind-study_visit = Studienbesuch
kind-conference = Konferenz
kind-other = Anderes Treffen
