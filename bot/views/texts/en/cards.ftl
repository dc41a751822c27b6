# A meeting's card, its counts and the list of who answered. The words of the counts are fixed by interface.md.
card-retired = The current card is below.
card-answer-until = Please answer by: { $moment }
card-cancelled = Called off
card-reason = Reason: { $reason }
card-over = This meeting has already taken place.
card-closed = Answers are closed.
card-closed-contact = Please report changes to the partnership office.
card-closed-email = Please report changes to the partnership office: { $email }
card-project = Project: { $title }
card-project-number = Project number: { $number }
card-answered = { $answered } of { $invited } { $invited ->
    [one] partner
   *[other] partners
} { $answered ->
    [one] has answered
   *[other] have answered
}

count-yes = Coming: { $n }
count-no = Not coming: { $n }
count-maybe = Maybe: { $n }
count-silent = No answer: { $n }
count-outside = Outside Telegram: { $n }
count-people = People in total: { $n }
count-unreachable = Cannot be notified (bot blocked): { $n }
count-in-doubt = A message may not have arrived: { $n }

answer-yes = coming
answer-no = not coming
answer-maybe = maybe
answer-none = no answer

own-silent = { $organisation }: we are waiting for your answer
own-previous-date = previous date – { $answer }. Please answer again.
own-by = Answered by: { $name }
own-on-behalf = Noted on the partner’s behalf by: { $name }
own-substitute = Substitute: { $name }
own-note = Note: { $note }
own-how-many = How many people will come? Please choose below.

roll-by = { $name }
roll-on-behalf = on the partner’s behalf, noted by: { $name }
roll-substitute = substitute: { $name }
roll-note = note: { $note }
roll-previous-date = previous date: { $answer }

people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
organisations = { $n ->
    [one] { $n } organisation
   *[other] { $n } organisations
}
and-more = … and { $n } more

kind-working = Working meeting
kind-thematic = Thematic meeting
kind-seminar = Seminar
kind-workshop = Workshop
kind-training = Training
kind-study_visit = Study visit
kind-conference = Conference
kind-other = Other meeting
