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
coordinators-title = Koordynacja partnerstwa
coordinators-listed = • { $name }
coordinators-you = • { $name } (to konto)
coordinators-how = Kolejną osobę zaprasza się linkiem, który na prośbę biura tworzy osoba prowadząca maszynę z Naradą.
coordinators-one = Partnerstwo nie może zostać bez koordynacji, dlatego jedynej osoby nie można odłączyć. Najpierw proszę zaprosić kogoś jeszcze i poczekać, aż dołączy.
coordinator-end-question = Zakończyć koordynację partnerstwa „{ $partnership }”? Dotyczy osoby: { $name }.
coordinator-end-rights = Ta osoba od razu przestanie widzieć odpowiedzi i raporty partnerów; nie będzie mogła zwoływać spotkań ani wysyłać ogłoszeń i próśb. Zaczęta przez nią rozmowa z botem w tych sprawach się zakończy.
coordinator-end-stays = Wysłane wiadomości pozostają, tak samo reprezentowanie partnera. Osoba ta i reszta koordynacji dostaną o tym wiadomość. Powrót wymaga nowego zaproszenia.
coordinator-end-own-question = Zakończyć własną koordynację partnerstwa „{ $partnership }”?
coordinator-end-own-rights = Na tym koncie od razu przestaną być widoczne odpowiedzi i raporty partnerów; nie będzie można zwoływać spotkań ani wysyłać ogłoszeń i próśb. Zaczęta rozmowa z botem w tych sprawach się zakończy.
coordinator-end-own-stays = Wysłane wiadomości pozostają, tak samo reprezentowanie partnera. Reszta koordynacji dostanie o tym wiadomość. Powrót wymaga nowego zaproszenia.
coordinator-ended = Zapisano: { $name } nie prowadzi już koordynacji partnerstwa „{ $partnership }”.
coordinator-ended-own = Zapisano: koordynacja partnerstwa „{ $partnership }” z tego konta jest zakończona. Dziękujemy za dotychczasową pracę!

sector-public = publiczny
sector-ngo = pozarządowy
sector-business = prywatny
