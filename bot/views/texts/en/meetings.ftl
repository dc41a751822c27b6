# The list of meetings, the preview, and what was done.
listing-title = Upcoming meetings
listing-empty = No meeting is planned at the moment. The card of a new one will appear here by itself.
listing-planned = ⏳ Planned: to be announced { $weekday } at { $time }.

preview-title = Preview – what partners will see
preview-change-title = Preview of the change – what partners will see
preview-reach = Will go to: { $organisations } { $organisations ->
    [one] organisation
   *[other] organisations
}, { $people } { $people ->
    [one] person
   *[other] people
}
preview-starts = It starts { $ahead }.
preview-outside = Outside Telegram (please tell them by other means):
preview-languages = Everybody receives the card in their own language ({ $languages }).
preview-deadline-is-start = There is little time left, so answers are taken until the meeting starts.
preview-closed = The office is closed now. The announcement can leave at once (without sound) or { $weekday } at { $time }.
preview-later-until-start = If it is announced { $weekday } at { $time }, answers are taken until the meeting starts.
preview-closed-change = The office is closed until it opens { $weekday } at { $time }. The notice will leave at once.
preview-nothing-changed = Nothing has been changed yet.
preview-new-description = new text
preview-asks-again = The date changes: all partners will be asked to answer again.
preview-answers-stand = The date stays the same: the answers given so far remain valid.

# Names of what can change.
field-title = Title
field-date = Date
field-place = Place
field-description = Description
field-deadline = Answer by
field-kind = Kind
change-title = title
change-date = date
change-place = place
change-description = description
change-deadline = answer deadline
change-kind = kind

announced-now = Announced: “{ $title }”. The card goes to { $n } { $n ->
    [one] person
   *[other] people
}.
announced-later = Announcement planned: “{ $title }”. The card will go to { $n } { $n ->
    [one] person
   *[other] people
}: { $moment }
changed-saved = Changes to “{ $title }” have been saved: { $what }. The notice goes to { $n } { $n ->
    [one] person
   *[other] people
}.
changed-asked-again = Partners are asked to answer again; earlier answers are marked “previous date”.
changed-answers-stand = The answers given so far remain valid.
called-off-done = Called off: “{ $title }”. The notice goes to { $n } { $n ->
    [one] person
   *[other] people
}.
outside-tell = Outside Telegram – please tell them by other means:

call-off-question = Call off “{ $title }”?
call-off-reach = { $n } { $n ->
    [one] person
   *[other] people
} will be notified.
