# Invitations and the e-mails that carry them.
invitation-title = Zaproszenie
invitation-role = Rola: { $role }
invitation-until = Ważne do: { $moment }
invitation-uses = { $n ->
    [1] Link działa jeden raz.
    [one] Link działa { $n } raz.
    [few] Link działa { $n } razy.
    [many] Link działa { $n } razy.
   *[other] Link działa { $n } razu.
}
invitation-withdrawn = Zaproszenie wycofane. Ten link nikogo już nie wpuści.

email-subject = Temat: Zaproszenie do partnerstwa „{ $partnership }” w Telegramie
email-greeting = Szanowni Państwo,
email-representative = zapraszamy osobę, która w partnerstwie „{ $partnership }” odpowiada w imieniu organizacji: { $organisation }.
email-deputy = zapraszamy osobę, która w partnerstwie „{ $partnership }” odpowiada w zastępstwie w imieniu organizacji: { $organisation }.
email-coordinator = zapraszamy do koordynacji partnerstwa „{ $partnership }” ({ $organisation }).
email-what = Narada to asystent spotkań w Telegramie: ogłasza spotkania, przyjmuje odpowiedź jednym przyciskiem, przypomina o terminach i dodaje spotkania do kalendarza.
email-how = Aby dołączyć, prosimy otworzyć ten link na urządzeniu z Telegramem i rozpocząć rozmowę:
email-terms = { $uses ->
    [1] Link działa jeden raz i jest ważny do: { $moment }
   *[other] Link jest ważny do: { $moment }
}
email-contact = Pytania prosimy kierować na adres: { $contact }
email-regards = Z poważaniem

pasted-title = Podgląd listy – nic jeszcze nie zostało zapisane
pasted-ready = { $n ->
    [one] Do zaproszenia: { $n } partner
    [few] Do zaproszenia: { $n } partnerzy
    [many] Do zaproszenia: { $n } partnerów
   *[other] Do zaproszenia: { $n } partnera
}
pasted-wrong = Do poprawienia: { $n } { $n ->
    [one] wiersz (zostanie pominięty)
    [few] wiersze (zostaną pominięte)
    [many] wierszy (zostanie pominiętych)
   *[other] wiersza (zostanie pominięte)
}
pasted-none = Nie ma kogo zaprosić. Proszę poprawić listę: nazwa, średnik, sektor.
pasted-new = nowy partner
pasted-known = już w katalogu, tylko zaproszenie
pasted-twice = powtórzony wiersz
pasted-no-name = brakuje nazwy
pasted-no-sector = brakuje sektora (publiczny, pozarządowy, prywatny)
pasted-done = { $n ->
    [one] Utworzono { $n } zaproszenie. Poniżej jest gotowy list do skopiowania.
    [few] Utworzono { $n } zaproszenia. Poniżej są gotowe listy do skopiowania.
    [many] Utworzono { $n } zaproszeń. Poniżej są gotowe listy do skopiowania.
   *[other] Utworzono { $n } zaproszenia. Poniżej są gotowe listy do skopiowania.
}
