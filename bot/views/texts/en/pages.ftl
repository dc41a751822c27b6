# Pages that open in a browser.
page-intro-person = The partnership’s meetings in the calendar you use every day, each with your own answer. Add it once – changes and cancellations arrive by themselves.
page-intro-partnership = All of the partnership’s meetings in the calendar you use every day. Add it once – changes and cancellations arrive by themselves.
page-this-machine-only = This address works on this computer only. Google and Outlook on the web, or a telephone, cannot reach it.

page-subscribe = Add to your calendar
page-way-webcal = Calendar on your phone or computer
page-way-webcal-how = Apple, Thunderbird, Outlook for Windows
page-way-google = Google Calendar
page-way-google-how = Shows on your Android phone too
page-way-outlook = Outlook.com
page-way-outlook-how = Personal account
page-way-office = Microsoft 365
page-way-office-how = Work or school account
page-address = Calendar address
page-address-how = Any other program: please paste this address as a “calendar from the internet”.
page-copy = Copy
page-copied = Address copied.
page-download = Download the .ics file
page-download-how = – a single copy that will not change.

page-coming = Upcoming meetings
page-coming-none = No meetings are announced yet. New ones will appear here by themselves.
page-coming-more = { $count ->
    [one] { $count } more meeting is in the calendar.
   *[other] { $count } more meetings are in the calendar.
}
page-badge-yes = Coming
page-badge-maybe = Maybe
page-badge-no = Not coming
page-badge-again = New date – no answer yet
page-badge-cancelled = Cancelled

page-delays = How soon changes show
page-delays-why = Every calendar decides for itself when to look for news. We have no say in it.
page-delay-who = Calendar
page-delay-time = A change shows
page-delay-google = Google
page-delay-google-time = after 4–24 hours
page-delay-outlook = Outlook.com, Microsoft 365
page-delay-outlook-time = usually after about 3 hours, sometimes after a day
page-delay-apple = Apple
page-delay-apple-time = as set: from 5 minutes to a week
page-delay-thunderbird = Thunderbird
page-delay-thunderbird-time = usually within 30 minutes
page-delays-urgent = When a meeting is moved or cancelled, the bot tells you in Telegram at once.

page-privacy = Who can see this
page-privacy-person = This address is secret and personal: whoever knows it sees your meetings and answers. Please do not pass it on.
page-privacy-partnership = This address is secret: whoever knows it sees the partnership’s meetings. Partners’ answers are not in it. Please pass it only to people whom these meetings concern.
page-privacy-renew = You can withdraw the address or replace it at any time: /calendar in the chat with the bot. The old one then stops working.

page-root-title = Narada
page-root = A partnership’s calendars live at this address. The bot tells you your own in Telegram after /calendar.
page-not-found = There is nothing at this address. The bot tells your current calendar address after /calendar.
page-unavailable = A short interruption. Please try again in a minute.
