# The way in, the menu, the help, and the directory of partners.
welcome = Dzień dobry!
welcome-next = Karty spotkań przyjdą tutaj same; wystarczy nacisnąć przycisk. Wszystko inne jest w menu:
joined-representative = Zaproszenie przyjęte. Od teraz można odpowiadać w imieniu partnera „{ $organisation }” ({ $partnership }).
joined-deputy = Zaproszenie przyjęte. Od teraz można odpowiadać w zastępstwie w imieniu partnera „{ $organisation }” ({ $partnership }).
joined-coordinator = Zaproszenie przyjęte. Od teraz można prowadzić partnerstwo: { $partnership }.
menu-title = Menu

role-representative = przedstawicielstwo
role-deputy = zastępstwo
role-coordinator = koordynacja
role-line = • { $organisation } – { $role } ({ $partnership })
role-line-coordinator = • { $partnership } – koordynacja
roles-none = To konto nie jest teraz przypisane do żadnego partnera. O zaproszenie proszę zwrócić się do biura partnerstwa.

help-title = Pomoc
help-buttons = Wystarczą przyciski: wszystko jest w menu, a na spotkanie odpowiada się przyciskiem pod kartą.
help-partner = Odpowiedź należy do organizacji. Może ją dać i zmienić każda osoba, która ją reprezentuje; liczy się ostatnia, aż do terminu odpowiedzi.
help-commands = Polecenia, dla chętnych:
help-one-line = Nowe spotkanie jednym wierszem:
help-new-example = Spotkanie robocze; wtorek 10:00; Starostwo, sala 12
help-contact = Kontakt: { $email }

stranger = Dzień dobry! Tu Narada – asystent spotkań w partnerstwach.
stranger-how = Dołączyć można z zaproszeniem: proszę zwrócić się do biura swojego partnerstwa o osobisty link i otworzyć go w Telegramie.
stranger-contact = Kontakt: { $email }

which-partnership = O które partnerstwo chodzi?

directory-coordinators = Koordynacja:
directory-outside = poza Telegramem
entry-sector = Sektor: { $sector }
entry-since = W partnerstwie od: { $day }
entry-until = Udział zakończony: { $day }
entry-speakers = W imieniu partnera odpowiadają:
entry-outside = Nikt nie odbiera tu wiadomości w Telegramie. Odpowiedzi może zapisywać biuro partnerstwa.
entry-unreachable = nie odbiera wiadomości (zablokowany bot)
entry-invitations = Otwarte zaproszenia:
entry-invitation = { $role }, ważne do: { $day }
entry-changed = Zapisano.
leave-question = Zakończyć udział partnera „{ $organisation }”? Nie będzie już zapraszany na spotkania; dotychczasowe odpowiedzi pozostaną.
left = Zapisano: udział partnera „{ $organisation }” jest zakończony.
removed = Zapisano: { $name } nie odpowiada już w imieniu partnera „{ $organisation }”.

sector-public = publiczny
sector-ngo = pozarządowy
sector-business = prywatny
