# Announcements: the preview, the account of what became of every copy, the list of who has read, the e-mail.
announcements-title = Ogłoszenia
announcements-empty = Nie ma jeszcze żadnego ogłoszenia.
announcement-file = (plik bez tekstu)

audience-all = wszyscy partnerzy
audience-sector = sektor: { $sector }
audience-organisations = { $n ->
    [one] { $n } wybrana organizacja
    [few] { $n } wybrane organizacje
    [many] { $n } wybranych organizacji
   *[other] { $n } wybranej organizacji
}
audience-answered = odpowiedź „{ $answer }” na „{ $title }”
audience-silent = bez odpowiedzi na „{ $title }”

announcing-title = Podgląd ogłoszenia
announcing-exactly = { $n ->
    [one] Wiadomość powyżej wygląda
    [few] Wiadomości powyżej wyglądają
    [many] Wiadomości powyżej wyglądają
   *[other] Wiadomości powyżej wyglądają
} dokładnie tak, jak u odbiorców.
announcing-album = Wszystkie pliki tego albumu trafią do jednego ogłoszenia.
announcing-correction = Podgląd poprawki
announcing-copies = { $n ->
    [one] Zmieni się { $n } wysłana wiadomość.
    [few] Zmienią się { $n } wysłane wiadomości.
    [many] Zmieni się { $n } wysłanych wiadomości.
   *[other] Zmieni się { $n } wysłanej wiadomości.
} Zmiana przychodzi bez dźwięku.
announcing-audience = Odbiorcy: { $audience }
announcing-nobody = Nie ma teraz nikogo, do kogo można to wysłać. Proszę zmienić odbiorców.
announcing-when-now = Wysyłka: od razu
announcing-when-at = Wysyłka: { $moment }
announcing-when-before = Wysyłka: { $lead } przed spotkaniem „{ $title }” – { $moment }. Gdy zmieni się termin spotkania, zmieni się i ta chwila.
announcing-receipt = Pod ogłoszeniem jest przycisk potwierdzenia: { $buttons }
announcing-receipt-in = „{ $words }” – { $people }
announcing-newcomers = Otrzymają je także osoby, które dołączą do dnia: { $day }
announcing-preview-only = To tylko podgląd.

account-title = Ogłoszenie
stage-scheduled = Zaplanowane: { $moment }
stage-sending = Wysyłanie: { $sent } z { $total }
stage-sent = Wysłane: { $sent } z { $total }
stage-stopped = Zatrzymane: wysłano { $sent } z { $total }
stage-withdrawn = Wycofane
stage-dropped = Nie wysłano: spotkanie, przed którym miało wyjść ogłoszenie, jest odwołane albo już się zaczęło.
stage-held = Wstrzymane do decyzji: wysłano { $sent } z { $total }
account-before = { $lead } przed spotkaniem „{ $title }”
account-corrected = Poprawiona treść: { $done } z { $total }
account-taken-back = Wycofane u odbiorców: { $done } z { $total }
account-read = Potwierdziły organizacje: { $read } z { $asked }
account-unread = Bez potwierdzenia:
account-newcomers = Nowe osoby otrzymają je do dnia: { $day }
account-queued = Czeka na swoją kolej: { $n }
account-held = Czeka na decyzję (menu → Wstrzymane wiadomości): { $n }
account-stopped = Zatrzymano przed wysłaniem: { $n }
account-blocked = Zablokowany bot: { $n }
account-failed = Nie udało się: { $n }
account-doubtful = Być może dwa razy: { $n }
account-skipped = Pominięto: { $n }
account-outside = Poza Telegramem: { $n }
account-erased = osoba usunięta

reason-no_longer_speaks = nie reprezentuje już partnera
reason-withdrawn = ogłoszenie wycofane
reason-dropped_after_restore = odrzucone po przywróceniu bazy
reason-dropped_after_downtime = odrzucone po przerwie w działaniu
reason-other = już nieaktualne

withdraw-question = Czy wycofać to ogłoszenie? Każda wysłana wiadomość zmieni się w krótką informację o wycofaniu. Wiadomość z plikami zniknie, jeśli ma mniej niż 48 godzin; starsza straci treść.
withdrawn-copy = To ogłoszenie zostało wycofane: { $partnership }
read-thanks = Dziękujemy. Potwierdzenie zapisane: { $organisation }
read-already = Potwierdzenie jest już zapisane: { $organisation }
reading-asked = Prosimy o potwierdzenie, że treść tego ogłoszenia jest znana.
reading-known = Dziękujemy za potwierdzenie.

announcement-email-intro = Gotowy list dla partnerów spoza Telegrama. Dotyczy:
announcement-email-nobody = Wszyscy odbiorcy są w Telegramie; list nie jest potrzebny.
announcement-email-subject = Temat: Ogłoszenie partnerstwa „{ $partnership }”
announcement-email-greeting = Szanowni Państwo,
announcement-email-file = { $n ->
    [one] Załącznik
    [few] Załączniki
    [many] Załączniki
   *[other] Załączniki
}: { $name } (proszę dołączyć do listu)
announcement-email-a-file = plik
announcement-email-photos = { $n ->
    [one] { $n } zdjęcie
    [few] { $n } zdjęcia
    [many] { $n } zdjęć
   *[other] { $n } zdjęcia
}
announcement-email-receipt = Prosimy o odpowiedź z potwierdzeniem, że treść jest znana.
announcement-email-contact = Pytania prosimy kierować na adres: { $email }
announcement-email-regards = Z poważaniem

receipts-title = Ogłoszenie – doręczenie i potwierdzenia
receipts-file = ogloszenie-{ $id }.xlsx
receipts-caption = Lista doręczeń i potwierdzeń
receipts-sent-at = Wysłano
receipts-text = Treść
receipts-number = Lp.
receipts-organisation = Organizacja
receipts-sector = Sektor
receipts-person = Osoba
receipts-state = Doręczenie
receipts-delivered = Doręczono
receipts-read = Potwierdzono
receipts-total = Organizacje, które potwierdziły (z ilu)
receipts-outside = poza Telegramem
state-queued = czeka
state-sent = doręczone
state-blocked = zablokowany bot
state-stopped = zatrzymane
state-skipped = pominięte
state-failed = nie udało się wysłać
