# Calendars to subscribe to.
feeds-title = Calendar to subscribe to
feeds-none = Your own calendar address is switched off at present. The button creates one.
feed-person = My calendar
feed-person-about = All meetings with your own answer.
feed-partnership = The partnership’s calendar
feed-partnership-about = All meetings of the partnership, without answers.
feeds-how = How to add it: please copy the address and choose “add calendar from URL” in your calendar application.
feeds-page = Quicker: the page behind the button adds the calendar to Google, Outlook or Apple.
feeds-delay = Calendars refresh by themselves, but not at once: Google and Outlook.com take from a few to 24 hours. Urgent changes are told here.
feeds-secret = The address is secret: whoever knows it sees the meetings. A new address ends the old one.
feeds-loopback = Please note: this address works only on the computer that the bot runs on.
feed-withdrawn = Switched off. The earlier address no longer works.
feed-page-link = Open the calendar’s page
