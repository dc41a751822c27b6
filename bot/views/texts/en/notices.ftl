# What the bot says unasked.
notice-please-answer = Please answer by: { $moment }
notice-soon = Reminder: the meeting is { $ahead }.
notice-changed = The meeting has changed
notice-was = was: { $moment }
notice-is = is now: { $moment }
notice-new-description = the new text is on the card
notice-answer-again = Please answer again.
notice-answers-stand = The answer given so far remains valid.
notice-called-off = The meeting has been called off
notice-joined = { $name } has joined on behalf of { $organisation }.
notice-coordinator-joined = { $name } has joined the coordination of the partnership.
notice-coordinator-left = { $name } has left the coordination of “{ $partnership }” – thank you for the work done together!
notice-coordinator-removed = { $name } no longer coordinates “{ $partnership }” (noted by { $by }) – thank you for the work done together!
notice-coordination-ended = Your coordination of “{ $partnership }” has ended – thank you very much for your work!
notice-still-speaks = You can answer on behalf of your partner as before.
notice-unreachable = { $name } can no longer be reached (bot blocked). This concerns:
notice-nobody-left = Nobody else there receives messages. Please contact them by other means or send a new invitation.
notice-somebody-left = Somebody else there still receives messages.
notice-answered-for-you = The partnership office has noted an answer on behalf of { $organisation }.
notice-put-right = If something is not right, the answer can be changed:
notice-substitute = { $organisation } is sending a substitute: { $name }.
notice-set-aside = A message that was received could not be handled in three attempts. Code for technical support: { $code }
notice-backup-failed = The nightly backup could not be taken; Narada will try again. Code for whoever runs the service: { $code }
notice-backup-last = Last backup: { $moment }
notice-backup-never = There is no nightly backup yet.
notice-downtime = Narada was away
notice-downtime-since = From: { $moment }
notice-downtime-until = Until: { $moment }
notice-downtime-held = { $n ->
    [one] { $n } message that was due in this time did not go out by itself and is waiting for a decision.
   *[other] { $n } messages that were due in this time did not go out by themselves and are waiting for a decision.
}

# Captions of calendar files.
file-first = Calendar file
file-all = { $n ->
    [0] No meeting is planned at the moment.
    [one] Calendar file: { $n } meeting
   *[other] Calendar file: { $n } meetings
}
file-again = Updated calendar file – it replaces the earlier one
file-cancelled = Meeting called off – this file marks it so in the calendar
