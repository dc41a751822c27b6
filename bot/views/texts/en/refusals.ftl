# What the bot politely refuses: what is the case, and what to do next. At most 200 characters with their facts.
refusal-not-found = There is nothing here by that number. The menu shows what there is now: /start
refusal-not-invited = This bot serves partnerships. To join, please ask the office of your partnership for an invitation link and open it.
refusal-for-coordinators = This command is for the partnership’s coordinators. Please contact the partnership office.
refusal-for-representatives = Answers come from people who represent a partner. Please ask the partnership office for an invitation.
refusal-invitation-unusable = This invitation is no longer valid. Please ask the partnership office for a new link.
refusal-already-member = “{ $organisation }” is already assigned to you. Everything is ready: /start
refusal-answers-closed = Answers to “{ $title }” were accepted until: { $moment }. Please report changes to the partnership office.
refusal-meeting-cancelled = “{ $title }” has been called off, so no answer is needed any more.
refusal-meeting-cancelled-because = “{ $title }” has been called off. Reason: { $reason }
refusal-meeting-over = “{ $title }” has already taken place. Upcoming meetings: /meetings
refusal-answer-first = Please answer “{ $title }” first; then a note or a substitute can be added.
refusal-changed-meanwhile = Somebody else has changed “{ $title }” in the meantime. Please look at the new version and start from there.
refusal-nothing-changed = Nothing has changed in “{ $title }”. Please edit something, or cancel.
refusal-text-too-long = The text has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}, and there is room for { $limit }. Please shorten it.
refusal-text-empty = There is no visible text. Please type it once more.
refusal-text-unreadable = This text cannot be read. Please type it in ordinary letters.
refusal-text-expected = A text is needed here. Please type it, or cancel: /cancel
refusal-number-impossible = Please type a number from { $least } to { $most }, in digits only.
refusal-sector-unknown = There is no sector “{ $text }”. Please choose: public, ngo, business.
refusal-nothing-to-cancel = There is nothing to cancel. Menu: /start
refusal-question-gone = This button belongs to a finished conversation. Please answer the latest question, or open the menu: /start
refusal-button-foreign = This button no longer does anything. The menu shows the current ones: /start
refusal-private-only = This is a personal matter. Please write to the bot in a private chat.
refusal-not-understood = It is not clear what this message is about. Please choose from the menu: /start
refusal-line-incomplete = { $missing ->
    [title] The title is missing.
    [when] The date is missing.
   *[place] The place is missing.
} Pattern: /new TITLE; WHEN; PLACE; DESCRIPTION (the description may be left out).
refusal-organisation-exists = “{ $name }” is already in the directory. Please choose another name, or open: /partners
refusal-last-coordinator = You are the only one who coordinates “{ $partnership }”. Please invite somebody else first and wait until they have joined.
refusal-request-incomplete = { $missing ->
    [title] The title is missing.
    [deadline] The deadline is missing.
   *[question] A question is missing.
} Pattern: /request TITLE; DEADLINE; QUESTION; QUESTION (as many as needed).
refusal-question-unclear = It is not clear what “{ $text }” expects. Patterns: [people], [yes/no], [a|b|c], [date], [file].
refusal-too-many-questions = One request can have at most { $most } questions. Please shorten the list.
refusal-period-not-understood = “{ $text }” could not be read as a period. Please type for example: 1.04.2027 - 30.06.2027
refusal-nobody-asked = Nobody has been chosen. Please choose who should be asked.
refusal-number-unreadable = “{ $text }” is not a number. Please type it in digits, for example: 15 or 1,200.50
refusal-number-approximate = A report needs the exact number, without “about”. For example: { $example }
refusal-number-negative = A number in a report cannot be negative. For example: { $example }
refusal-number-ambiguous = This may be { $first } or { $second }. Please type it without a sign between thousands, or with two decimals.
refusal-number-too-long = This number has too many digits: there is room for { $most }.
refusal-choice-unknown = There is no such answer: “{ $text }”. Please choose a button below the question.
refusal-day-not-understood = “{ $text }” could not be read as a day. Please type for example: 12 April or 12.04.2027
refusal-date-outside-period = { $day } is not within the period of the report: { $first } – { $last }. Please give a day within it.
refusal-file-expected = A file is needed here. Please send it, or choose a button below the question.
refusal-file-wrong-kind = The file “{ $name }” cannot be taken. Please send a document, a spreadsheet, a PDF or a picture.
refusal-file-too-big = The file “{ $name }” is too big: there is room for { $most } MB. Please send a smaller one.
refusal-report-closed = The report “{ $title }” is sent, and could be corrected until: { $moment }. Please report changes to the partnership office.
refusal-report-incomplete = The report “{ $title }” is not ready yet. Questions without an answer: { $n }.
refusal-request-withdrawn = The partnership office has withdrawn the request “{ $title }”. The report is no longer needed, thank you.

refusal-date-not-understood = “{ $text }” could not be read as a date. Please type, for example: 12.05.2027 10:00-12:00
refusal-date-impossible = There is no such date: “{ $text }”. Please check the day and the time.
refusal-date-ambiguous = This could be { $first } or { $second }. Please be more precise.
refusal-date-in-past = That date has passed: { $moment }. Please give a future one.
refusal-date-too-far = That is more than five years ahead: { $moment }. Please give an earlier date.
refusal-hour-missing = { $day } – the time is missing. Please add it.
refusal-hour-skipped = That hour does not exist, as the clocks go forward to summer time: { $moment }. Please give another.
refusal-hour-doubled = That hour comes twice, as the clocks go back: { $moment }. Please give another.
refusal-end-before-start = The end ({ $end }) is not after the start ({ $start }). Please correct it.
refusal-weekday-contradicts = The weekday does not match: that is { $day }. Please correct the date or the weekday.

fault = We are sorry, something went wrong. Please try again in a moment. If it happens again, please give the partnership office this code: { $code }
refusal-nobody-to-tell = There is nobody it could be sent to now. Please choose another audience.
refusal-one-file-only = The announcement has a file or an album already. Please send the next one in another announcement, and several files at once as one album.
refusal-file-unsuitable = An announcement takes a text, a document, a photo or an album. Please send one of these, or cancel: /cancel
refusal-button-expected = Please press one of the buttons below the last question. The text can be changed with “Edit”.
refusal-announcement-gone = This announcement is withdrawn. A new one can be made in the menu: /start
refusal-announcement-changed = Somebody else has changed this announcement in the meantime. Please look at it and start from the new version.

refusal-question-answered = Somebody has answered question { $number } already, so it can't be withdrawn. Its wording can be corrected.
