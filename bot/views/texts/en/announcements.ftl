# Announcements: the preview, the account of what became of every copy, the list of who has read, the e-mail.
announcements-title = Announcements
announcements-empty = There is no announcement yet.
announcement-file = (a file without text)

audience-all = all partners
audience-sector = sector: { $sector }
audience-organisations = { $n ->
    [one] { $n } chosen organisation
   *[other] { $n } chosen organisations
}
audience-answered = answer “{ $answer }” to “{ $title }”
audience-silent = no answer to “{ $title }”

announcing-title = Preview of the announcement
announcing-exactly = { $n ->
    [one] The message above looks exactly as its readers will see it.
   *[other] The messages above look exactly as their readers will see them.
}
announcing-album = All files of this album go into one announcement.
announcing-correction = Preview of the correction
announcing-copies = { $n ->
    [one] { $n } message that was sent will change.
   *[other] { $n } messages that were sent will change.
} The change makes no sound.
announcing-audience = For: { $audience }
announcing-nobody = There is nobody it could be sent to now. Please change the audience.
announcing-when-now = To be sent: at once
announcing-when-at = To be sent: { $moment }
announcing-when-before = To be sent: { $lead } before the meeting “{ $title }” – { $moment }. When the meeting moves, this moment moves with it.
announcing-receipt = Below the announcement there is a button to confirm: { $buttons }
announcing-receipt-in = “{ $words }” – { $people }
announcing-newcomers = Whoever joins gets it too, up to and including: { $day }
announcing-preview-only = This is only the preview.

account-title = Announcement
stage-scheduled = Scheduled: { $moment }
stage-sending = Being sent: { $sent } of { $total }
stage-sent = Sent: { $sent } of { $total }
stage-stopped = Stopped: { $sent } of { $total } sent
stage-withdrawn = Withdrawn
stage-dropped = Not sent, because the meeting it was to precede has been called off or has begun.
stage-held = Held until you decide: { $sent } of { $total } sent
account-before = { $lead } before the meeting “{ $title }”
account-corrected = Corrected text: { $done } of { $total }
account-taken-back = Withdrawn from readers: { $done } of { $total }
account-read = Confirmed by organisations: { $read } of { $asked }
account-unread = Not confirmed:
account-newcomers = Newcomers get it up to and including: { $day }
account-queued = Waiting for its turn: { $n }
account-held = Waiting for a decision (menu → Held messages): { $n }
account-stopped = Stopped before it was sent: { $n }
account-blocked = Bot blocked: { $n }
account-failed = Could not be sent: { $n }
account-doubtful = Possibly twice: { $n }
account-skipped = Left out: { $n }
account-outside = Outside Telegram: { $n }
account-erased = erased person

reason-no_longer_speaks = no longer represents a partner
reason-withdrawn = announcement withdrawn
reason-dropped_after_restore = dropped after the restore
reason-dropped_after_downtime = dropped after the downtime
reason-other = no longer of use

withdraw-question = Withdraw this announcement? Every message that was sent becomes a short note that it was withdrawn. A message with files disappears if it is younger than 48 hours; an older one loses its text.
withdrawn-copy = This announcement was withdrawn: { $partnership }
read-thanks = Thank you. Confirmed for: { $organisation }
read-already = This is confirmed already: { $organisation }
reading-asked = Please confirm that you have read this announcement.
reading-known = Thank you for confirming.

announcement-email-intro = A letter ready for partners outside Telegram. It concerns:
announcement-email-nobody = Everybody it is for is in Telegram; no letter is needed.
announcement-email-subject = Subject: Announcement of the partnership “{ $partnership }”
announcement-email-greeting = Dear Sir or Madam,
announcement-email-file = { $n ->
    [one] Attachment: { $name } (please attach it to the letter)
   *[other] Attachments: { $name } (please attach them to the letter)
}
announcement-email-a-file = file
announcement-email-photos = { $n ->
    [one] { $n } photo
   *[other] { $n } photos
}
announcement-email-receipt = Please reply and confirm that you have read this.
announcement-email-contact = Please send questions to: { $email }
announcement-email-regards = Yours faithfully,

receipts-title = Announcement – delivery and confirmations
receipts-file = announcement-{ $id }.xlsx
receipts-caption = List of deliveries and confirmations
receipts-sent-at = Sent
receipts-text = Text
receipts-number = No.
receipts-organisation = Organisation
receipts-sector = Sector
receipts-person = Person
receipts-state = Delivery
receipts-delivered = Delivered
receipts-read = Confirmed
receipts-total = Organisations that confirmed (of how many)
receipts-outside = outside Telegram
state-queued = waiting
state-sent = delivered
state-blocked = bot blocked
state-stopped = stopped
state-skipped = left out
state-failed = could not be sent
