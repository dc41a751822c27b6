# The way in, the menu, the help, and the directory of partners.
welcome = Hello!
welcome-next = Meeting cards will arrive here by themselves; pressing a button is enough. Everything else is in the menu:
joined-representative = Invitation accepted. You can now answer on behalf of { $organisation } ({ $partnership }).
joined-deputy = Invitation accepted. You can now answer as a deputy on behalf of { $organisation } ({ $partnership }).
joined-coordinator = Invitation accepted. You can now run the partnership: { $partnership }.
menu-title = Menu

role-representative = representative
role-deputy = deputy
role-coordinator = coordinator
role-line = • { $organisation } – { $role } ({ $partnership })
role-line-coordinator = • { $partnership } – coordinator
roles-none = This account is not assigned to any partner at present. Please ask the partnership office for an invitation.

help-title = Help
help-buttons = Buttons are enough: everything is in the menu, and a meeting is answered with the buttons below its card.
help-partner = The answer belongs to the organisation. Anybody who represents it may give and change it; the last one counts, until the answer deadline.
help-commands = Commands, for those who like them:
help-one-line = A new meeting in one line:
help-new-example = Working meeting; Tuesday 10:00; Starostwo, room 12
help-contact = Contact: { $email }

stranger = Hello! This is Narada, which helps partnerships to organise their meetings.
stranger-how = You can join by invitation: please ask the office of your partnership for a personal link and open it in Telegram.
stranger-contact = Contact: { $email }

which-partnership = Which partnership do you mean?

directory-coordinators = Coordination:
directory-outside = outside Telegram
entry-sector = Sector: { $sector }
entry-since = In the partnership since: { $day }
entry-until = Participation ended: { $day }
entry-speakers = Answering on the partner’s behalf:
entry-outside = Nobody here receives messages in Telegram. The partnership office can note answers.
entry-unreachable = does not receive messages (bot blocked)
entry-invitations = Open invitations:
entry-invitation = { $role }, valid until: { $day }
entry-changed = Saved.
leave-question = End the participation of { $organisation }? It will no longer be invited to meetings; answers given so far remain.
left = Saved: the participation of { $organisation } has ended.
removed = Saved: { $name } no longer answers on behalf of { $organisation }.

sector-public = public
sector-ngo = ngo
sector-business = business
