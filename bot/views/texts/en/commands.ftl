# Descriptions in Telegram's command menu.
command-start = Menu
command-meetings = Upcoming meetings
command-calendar = Calendar to subscribe to
command-new = New meeting
command-report = Reports to fill in
command-request = Ask partners for a report
command-reports = Collected reports
command-invite = Invitation for a partner
command-partners = Directory of partners
command-settings = Language, reminders, pause
command-my_data = My data: see, download, erase
command-help = Help
command-cancel = Cancel the current conversation
command-announce = Announcement for partners
