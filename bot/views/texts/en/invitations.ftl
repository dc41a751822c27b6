# Invitations and the e-mails that carry them.
invitation-title = Invitation
invitation-role = Role: { $role }
invitation-until = Valid until: { $moment }
invitation-uses = { $n ->
    [1] The link works once.
   *[other] The link works { $n } times.
}
invitation-withdrawn = The invitation has been withdrawn. Its link lets nobody in any more.

email-subject = Subject: Invitation to the partnership “{ $partnership }” in Telegram
email-greeting = Dear Sir or Madam,
email-representative = We would like to invite the person who answers in the partnership “{ $partnership }” on behalf of: { $organisation }.
email-deputy = We would like to invite the person who answers in the partnership “{ $partnership }” as a deputy on behalf of: { $organisation }.
email-coordinator = We would like to invite you to coordinate the partnership “{ $partnership }” ({ $organisation }).
email-what = Narada is an assistant for meetings in Telegram: it announces meetings, takes an answer with one button, reminds people in time and puts meetings into the calendar.
email-how = To join, please open this link on a device with Telegram and start the conversation:
email-terms = { $uses ->
    [1] The link works once and is valid until: { $moment }
   *[other] The link is valid until: { $moment }
}
email-contact = Please send questions to: { $contact }
email-regards = Yours faithfully,

pasted-title = Preview of the list – nothing has been saved yet
pasted-ready = { $n ->
    [one] To be invited: { $n } partner
   *[other] To be invited: { $n } partners
}
pasted-wrong = To be corrected: { $n } { $n ->
    [one] line
   *[other] lines
} (will be left out)
pasted-none = There is nobody to invite. Please correct the list: name, semicolon, sector.
pasted-new = new partner
pasted-known = already in the directory, invitation only
pasted-twice = repeated line
pasted-no-name = the name is missing
pasted-no-sector = the sector is missing (public, ngo, business)
pasted-done = { $n ->
    [one] { $n } invitation has been created. A ready e-mail to copy follows.
   *[other] { $n } invitations have been created. Ready e-mails to copy follow.
}
