# Words on buttons. Those of interface.md are fixed: people, tests and the documentation rely on them.
button-yes = I'll come
button-no = I can't come
button-maybe = Maybe
button-substitute = Substitute
button-note = Note
button-file = Add to calendar
button-people-more = more
button-people-many = { $people } (more)
button-announce = Announce
button-announce-later = Announce { $weekday } at { $time }
button-edit = Edit
button-cancel = Cancel
button-agree = I agree

button-back = Back
button-skip = Skip
button-all = all of them
button-to-preview = Done – preview
button-save-and-tell = Save and notify
button-refresh = Refresh
button-page-before = Previous
button-page-after = Next

button-card = Meeting card
button-roll = Who has answered
button-behalf = Answer for a partner
button-change = Change
button-call-off = Call off the meeting

button-full-notice = Full text
button-notice-page = Page with the full notice

button-invite = Invite a person
button-deputy = Invite a deputy
button-rename = Change name
button-sector = Change sector
button-leave = End participation
button-leave-sure = Yes, end participation
button-end = Remove: { $name }
button-coordinators = Coordination
button-coordinator-end-own = End my coordination
button-coordinator-end-sure = Yes, end the coordination
button-withdraw = Withdraw invitation
button-withdraw-invitation = Withdraw invitation: { $role }
button-send-invitations = Create invitations
button-copy-link = Copy link

button-every-file = All meetings .ics
button-feed-new = Create my address
button-feed-new-partnership = Create address: { $name }
button-feed-page = Open page
button-feed-copy = Copy address
button-feed-renew = New address
button-feed-withdraw = Switch off

button-export = Download
button-erase = Erase my data
button-erase-sure = Yes, erase
button-keep = No, keep

# Items of the menu.
item-menu = Menu
item-meetings = Meetings
item-calendar = Calendar
item-report = Reports to fill in
item-request = Ask for a report
item-reports = Collected reports
item-settings = Settings
item-my_data = My data
item-help = Help
item-new = New meeting
item-partners = Partners
item-invite = Invite a partner
item-announce = New announcement
item-announcements = Announcements

# Announcements.
button-read = I have read it
button-send = Send
button-send-later = Send { $weekday } at { $time }
button-schedule = Schedule it
button-when = Send later
button-at-once = Send without waiting
button-receipt-on = Ask for confirmation
button-receipt-off = Do not ask for confirmation
button-newcomers = Newcomers
button-no-newcomers = No newcomers
button-email = Letter for partners outside Telegram
button-correct-all = Correct everywhere
button-before-meeting = Before a meeting
button-partners = Chosen organisations
button-by-answer = By answer to a meeting
button-chosen = Done ({ $n })
button-name-choice = Save this choice under a name
button-stop = Stop
button-do-not-send = Do not send
button-go-on = Send to the rest
button-take-back = Withdraw
button-take-back-sure = Yes, withdraw
button-list = XLSX list
