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
coordinators-title = Coordination of the partnership
coordinators-listed = • { $name }
coordinators-you = • { $name } (this account)
coordinators-how = Another person is invited by a link, which whoever looks after the machine with Narada makes when asked.
coordinators-one = A partnership cannot be left without coordination, so its only coordinator cannot be removed. Please invite somebody else first and wait until they have joined.
coordinator-end-question = End { $name }’s coordination of “{ $partnership }”?
coordinator-end-rights = They will at once no longer see the partners’ answers and reports, nor be able to call meetings or send announcements and requests. A conversation they have begun with the bot about these ends.
coordinator-end-stays = What was sent remains, and so does representing a partner. They and the other coordinators will be told. The way back is a new invitation.
coordinator-end-own-question = End your own coordination of “{ $partnership }”?
coordinator-end-own-rights = You will at once no longer see the partners’ answers and reports, nor be able to call meetings or send announcements and requests. A conversation you have begun with the bot about these ends.
coordinator-end-own-stays = What was sent remains, and so does representing a partner. The other coordinators will be told. The way back is a new invitation.
coordinator-ended = Saved: { $name } no longer coordinates “{ $partnership }”.
coordinator-ended-own = Saved: your coordination of “{ $partnership }” has ended. Thank you for your work!

sector-public = public
sector-ngo = NGO
sector-business = business
