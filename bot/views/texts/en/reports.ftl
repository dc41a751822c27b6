# Short reports: asked, filled in, sent; and for the coordinator: who is missing, the answers, the workbook.
reports-title = Reports
reports-empty = No report is needed at present. A request for a report will appear here by itself.

report-asked = Request for a report
report-period = Period: { $period }
report-until = Deadline: { $moment }
report-will-be-late = The deadline has passed: { $moment }. The report can still be sent and will be marked “late”.
report-reminder = We are waiting for the report. It is due { $ahead }: { $moment }
report-withdrawn = The report is no longer needed
report-withdrawn-thanks = The partnership office has taken the request back. Thank you for the answers given so far.
report-for-you = The partnership office has sent the report on behalf of “{ $organisation }”.
report-which = Which organisation is this report for?
report-paused = The answers are kept. Anyone who represents the partner can go on with the report: /report
report-on-behalf = The partnership office fills it in on the partner’s behalf.

report-question-of = Question { $number } of { $all }
report-given = Answer so far:
report-meanwhile = Somebody else has answered this question in the meantime. Nothing was overwritten; please answer again if needed.
report-meanwhile-all = Somebody else has changed this report in the meantime. Please look through the answers and send it again.
report-unit = Unit: { $unit }
report-hint-text = Please type the answer.
report-hint-number = Please type a number, for example: 15 or 1,200.50
report-hint-yes_no = Please choose a button.
report-hint-choice = Please choose one of the answers.
report-hint-date = Please type a day within the period: { $period }
report-hint-file = Please send one file (a document, a spreadsheet or a picture, up to 20 MB).

report-yes = yes
report-no = no
report-not-applicable = not applicable
report-no-answer = no answer
report-nobody = erased person
report-by-office = { $name }, partnership office
report-mark-number = number
report-mark-yes_no = yes/no
report-mark-date = date
report-mark-file = file

report-status-none = not begun
report-status-begun = answers: { $done } of { $all }
report-status-sent = sent
report-status-late = sent late
report-missing = { $n ->
    [one] { $n } answer is missing.
   *[other] { $n } answers are missing.
}
report-ready = All answers are there. The report can be sent; a number below corrects an answer.
report-sent = Report sent: { $moment } ({ $name })
report-is-late = Sent late ({ $moment }).
report-by-the-office = Sent by the partnership office on the partner’s behalf.
report-correct-until = Answers can be corrected until: { $moment }
report-over = The time for corrections is over; please report changes to the partnership office.

report-button-fill = Fill in
report-button-send = Send report
report-button-skip = Skip for now
report-button-correct = Edit
report-button-look = View the report

# The coordinator's side.
requests-title = Collected reports
requests-empty = No report has been asked for yet.
request-closed = The office is closed now. The request can be sent at once (without sound) or { $weekday } at { $time }.
request-button-send = Send
request-button-send-later = Send { $weekday } at { $time }
request-deadline-ahead = The deadline is { $ahead }.
request-audience-all = For: all partners
request-audience-sector = For: sector { $sector }
request-audience-chosen = For: chosen organisations ({ $n })
request-everybody = All partners
request-some = Chosen organisations
request-chosen = Chosen: { $n }
request-period-month_before = Previous month
request-period-this_month = This month
request-period-quarter_before = Previous quarter
request-sent = The request “{ $title }” has been sent. It goes to { $n } { $n ->
    [one] person
   *[other] people
}.
request-sent-later = The request “{ $title }” is planned. It will go to { $n } { $n ->
    [one] person
   *[other] people
}: { $moment }
request-counts = Reports sent: { $sent } of { $all }
request-is-withdrawn = Request withdrawn
request-missing = Missing: { $n }
request-outside = Outside Telegram: { $n }
request-received = Sent: { $n }
request-open-questions = open questions: { $numbers }
request-not-sent = not sent yet
request-total = Total (sent): { $total } { $unit }
request-whose = Whose report would you like to see or fill in?
request-withdraw = Withdraw the request “{ $title }”?
request-withdraw-what = { $n ->
    [0] No report has come in yet. Partners whose report is missing will be told.
    [one] The report received ({ $n }) stays. Partners whose report is missing will be told.
   *[other] The reports received ({ $n }) stay. Partners whose report is missing will be told.
}
request-withdrawn = The request “{ $title }” has been withdrawn. The message goes to { $n } { $n ->
    [one] person
   *[other] people
}.
request-button-open = State of the reports
request-button-partners = Partners’ reports
request-button-questions = By question
request-button-sheet = XLSX sheet
request-button-write = Fill in for the partner
request-button-withdraw = Withdraw request
request-button-withdraw-sure = Yes, withdraw

# The workbook.
sheet-all = All
sheet-question = Question { $number }
sheet-period = Period
sheet-deadline = Deadline
sheet-made = As of
sheet-organisation = Partner
sheet-sector = Sector
sheet-status = State
sheet-sent-at = Sent on
sheet-sent-by = Person
sheet-answer = Answer
sheet-answered-by = Person
sheet-answered-at = Saved on
sheet-total = Total (sent)

report-deadline-moved = The deadline of the report has changed
report-question-withdrawn = The partnership office has withdrawn the question you were answering. No answer is needed any more.

question-kind-text = text
question-kind-number = number
question-kind-yes_no = yes/no
question-kind-choice = choice
question-kind-date = date
question-kind-file = file
question-up = ↑ Up
question-down = ↓ Down
question-wording = Change the wording
question-drop = Delete the question
question-new = Add a question
question-no-unit = No unit
question-withdraw = Withdraw the question
question-restore = Restore the question
question-is-withdrawn = This question will be withdrawn.

request-change-title = Change of a request for reports
request-change-nothing = Nothing has been changed yet.
request-change-silent = Partners get no message about this.
request-change-told = { $n ->
    [one] { $n } person whose report is missing hears of the new deadline.
   *[other] { $n } people whose report is missing hear of the new deadline.
}
request-changed = The request “{ $title }” has been changed.
request-changed-meanwhile = Somebody else has changed this request meanwhile. Nothing was overwritten; please make your changes again.
request-button-save = Save changes
request-arriving = Reports have come in
request-totals = Total (sent):
request-email-subject = Subject: Request for the report “{ $title }”
request-email-asks = We would like to ask you for a short report “{ $title }” for the period: { $period }. Please send your answers by: { $moment }.
request-email-how = You can simply reply to this letter and write your answers below the questions. We also take reports by telephone.
sheet-sent = Reports sent
sheet-asked = Partners asked
