# What calendar apps show. $title, $moment and the like reach Fluent as finished strings.
ical-name-person = My meetings – { $partnership }
ical-name-person-of-several = My meetings
ical-name-partnership = { $partnership } – meetings

ical-summary-cancelled = Cancelled: { $title }
ical-summary-yes = Coming: { $title }
ical-summary-maybe = Maybe: { $title }
ical-summary-no = Not coming: { $title }
ical-summary-again = New date: { $title }

ical-cancelled = This meeting has been cancelled.
ical-cancelled-because = This meeting has been cancelled. Reason: { $reason }

ical-answer-yes = coming
ical-answer-no = not coming
ical-answer-maybe = maybe
ical-own = { $organisation }: { $answer }
ical-own-earlier-date = { $organisation }: the answer “{ $answer }” was for the previous date. Please answer again in Telegram.
ical-own-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
ical-own-substitute = substitute: { $name }

ical-link = Online meeting: { $address }
ical-answer-until = Answers in Telegram until: { $moment }
ical-contact = Contact: { $email }
ical-project = Project: { $title }
ical-project-number = Project number: { $number }

ical-kind-working = Working meeting
ical-kind-thematic = Thematic meeting
ical-kind-seminar = Seminar
ical-kind-workshop = Workshop
ical-kind-training = Training
ical-kind-study_visit = Study visit
ical-kind-conference = Conference
ical-kind-other = Meeting

# File names: ASCII only.
ical-file-meeting = meeting
ical-file-calendar = meetings
