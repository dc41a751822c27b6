# Questions. Phrases in “…” after hint-when, hint-hour and the like are examples that the grammar of dates understands.
dialog-resumed = Back to the interrupted conversation.
dialog-cancelled = The conversation has been cancelled. Nothing was saved.
dialog-current = At present:

ask-title = What is the title of the meeting?
hint-title = For example: Meeting of the working group
ask-when = When will the meeting take place?
hint-when = For example: “Tuesday 10:00”, “12 May at 10am”, “in 2 weeks at 9”, “second Tuesday of May 10-12”
ask-hour = At what time?
hint-hour = Please choose or type, for example: “10:00”, “10:00-12:00”
ask-deadline-hour = Until what time are answers accepted?
hint-deadline-hour = Please choose or type, for example: “10:00”
ask-which_hour = Which of the two hours is meant?
hint-which_hour = The clocks go back that night, so this hour comes twice.
ask-place = Where will the meeting take place?
hint-place = Address and room, or the link of an online meeting.
ask-description = What else is worth knowing?
hint-description = For example the agenda, or what to prepare.
ask-deadline = Until when are answers accepted?
hint-deadline = For example: “Friday 12:00”, “10 May at 15:00”. If skipped, the bot sets the deadline.
ask-kind = What kind of meeting is it?
hint-kind = The cards of seminars, trainings and conferences name the project and its funding.
ask-fields = What would you like to change?
ask-reason = Why is the meeting called off?
hint-reason = All partners will see the reason.
ask-request_title = What is the title of the report?
hint-request_title = For example: Monthly report
ask-report_deadline = When are the reports due?
hint-report_deadline = For example: “Friday 12:00”, “10 June at 15:00”
ask-questions = What are the questions?
hint-questions = One per line. Brackets at the end can say the kind of answer; without brackets the answer is text.
    How many people took part? [people]
    Were there trainings? [yes/no]
    Form of classes [on site|remote]
    Day of completion [date]
    Attendance list [file]
ask-period = For which period?
hint-period = Please choose or type, for example: 1.04.2027 - 30.06.2027
ask-request_audience = Who is asked for a report?
ask-request_partners = Which organisations?
ask-note = What note would you like to add to the answer?
hint-note = The partnership office will see it. For example: step-free access needed, 15 minutes late.
ask-substitute = Who will come instead?
hint-substitute = Please give first name and surname.
ask-people = How many people will come?
hint-people = Please type a number, for example: 5
ask-organisation = Which organisation would you like to invite?
hint-organisation = Please type its name and, after a semicolon, its sector, for example: Gmina Luzino; public. You can also paste a list, one partner per line.
ask-new-name = What is the organisation’s new name?
ask-sector = Which sector is it?
ask-list = Please paste the list of partners.
hint-list = One partner per line: name, semicolon, sector.
    Caritas Archidiecezji Gdańskiej; ngo
    Gmina Luzino; public
    OK Ośrodek Kursów; business
ask-pause = Until when should reminders pause?
hint-pause = For example: “Monday”, “12 May”, “in 2 weeks”
ask-button = Please confirm with the button above, or cancel.

# Buttons that name what is to be corrected.
pick-title = Title
pick-when = Date
pick-place = Place
pick-description = Description
pick-request_title = Title
pick-questions = Questions
pick-period = Period
pick-report_deadline = Deadline
pick-request_audience = Recipients
pick-deadline = Answer by
pick-kind = Kind
# Questions of an announcement.
ask-text = What is the text of the announcement?
hint-text = Please write it with the formatting that readers are to see, or send a document, a photo or an album with a caption. A text can have up to 4096 characters, a caption up to 1024.
ask-correction = What is the corrected text?
hint-correction = Please write the whole text anew. Attached files stay as they are.
ask-audience = Who is it for?
ask-partners = Which organisations?
hint-partners = Press an organisation to choose it; press it again to leave it out.
ask-meeting = Which meeting is it about?
ask-with_answer = Who exactly?
ask-name = Under which name should this choice be saved?
hint-name = For example: Seaside municipalities
ask-at = When should it be sent?
hint-at = For example: “Tuesday 10:00”, “12.05 at 10”. It can also be sent some time before a meeting.
ask-before = Before which meeting?
ask-lead = How long before the meeting?
ask-newcomers = Until when should people who join later receive it, too?
hint-newcomers = For example: “Friday”, “12.05”, “in 2 weeks”
dialog-no-meetings = There is no such meeting. Please go back and choose something else.
pick-text = Text
pick-audience = Audience

ask-sent-questions = Which question would you like to change?
hint-sent-questions = The wording can always be corrected; only a question that nobody has answered yet can be withdrawn.
ask-question = What would you like to change about this question?
ask-question_text = How should the question read?
ask-new_question = Which question would you like to add?
hint-new_question = Brackets at the end can say the kind of answer, for example: How many people took part? [people]
ask-unit = In which unit is the number given?
hint-unit = For example: people, hours, PLN
ask-choices = Which answers are there to choose from?
hint-choices = 2 to 10, one per line.
