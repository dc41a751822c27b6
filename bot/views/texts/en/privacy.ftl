# The notice about personal data (GDPR article 13). The short one stays within 900 characters.
greeting = Hello! This is Narada, which helps the partnership to organise its meetings.
offer-representative = Invitation: { $partnership }. You will be able to answer on behalf of { $organisation }.
offer-deputy = Invitation: { $partnership }. You will be able to answer as a deputy on behalf of { $organisation }.
offer-coordinator = Invitation to coordinate: { $partnership }.

privacy-title = About personal data
privacy-who = Controller: { $controller }
privacy-office = the partnership office
privacy-contact = Contact: { $contact }
privacy-contact-neutral = the partnership office
privacy-why = Purpose: meetings and announcements, collecting answers and reports, reminders and calendars.
privacy-basis = Legal basis: { $basis }
privacy-basis-neutral = a public task or the partnership agreement (GDPR Article 6(1)(e) or (b))
privacy-how-long = How long: until participation in the partnership ends. To see or erase the data: { $command }
privacy-telegram = Messages pass through Telegram, also outside the European Economic Area.
privacy-rights = Rights: access, rectification, erasure, restriction, objection, complaint to the Polish supervisor (Prezes UODO).
privacy-agree = “{ $button }” confirms that this notice has been read and that messages are wanted.

full-controller-title = Controller
full-controller = The controller of the data is: { $controller }
full-contact-title = Contact
full-contact = In matters of personal data: { $contact }
full-dpo = Data protection officer: { $dpo }
full-purpose-title = Purpose and legal basis
full-purpose = The data serve the work of the partnership: announcing meetings and other news, collecting answers and reports, reminders, calendars, and figures for the funder. Legal basis: { $basis }. Consent is not the basis.
full-data-title = Which data
full-data = Name and number of the Telegram account, chosen language, role and organisation represented, answers with notes and substitutes, entries and files in reports, the times when this notice and announcements were read. The data come from the person concerned; the name of a substitute comes from their organisation.
full-time-title = How long
full-time = Until participation in the partnership ends or the data are erased, unless the law or a funding agreement requires longer. Technical records of received messages disappear after { $days } { $days ->
    [one] day
   *[other] days
}. After a person has been erased, only figures and the organisation’s answers remain.
full-recipients-title = Recipients
full-recipients = Coordinators and partners of the same partnership see the answers as far as needed. Messages are carried by Telegram, which also processes them outside the European Economic Area and has its own privacy policy. A calendar at a secret address is read by the application its recipient has chosen.
full-rights-title = Rights
full-rights = Everybody has the right of access to their data, to rectification, erasure, restriction of processing, portability (where a contract is the basis) and objection (where a public task is the basis). To see, download or erase the data: { $command }
full-complaint-title = Complaint
full-complaint = A complaint can be lodged with the President of the Personal Data Protection Office (Prezes Urzędu Ochrony Danych Osobowych), ul. Stanisława Moniuszki 1A, 00-014 Warszawa, uodo.gov.pl.
full-voluntary-title = Providing data
full-voluntary = Providing data is voluntary; without them the bot cannot deliver messages, and answers can be given at the partnership office. There are no automated decisions and there is no profiling.
