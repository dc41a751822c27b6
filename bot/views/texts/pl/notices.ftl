# What the bot says unasked.
notice-please-answer = Prosimy o odpowiedź do: { $moment }
notice-soon = Przypominamy: spotkanie { $ahead }.
notice-changed = Zmiana spotkania
notice-was = było: { $moment }
notice-is = jest: { $moment }
notice-new-description = nowa treść jest na karcie
notice-answer-again = Prosimy o ponowną odpowiedź.
notice-answers-stand = Dotychczasowa odpowiedź pozostaje ważna.
notice-called-off = Spotkanie odwołane
notice-joined = Dołącza: { $name } („{ $organisation }”).
notice-coordinator-joined = Do koordynacji partnerstwa dołącza: { $name }.
notice-coordinator-left = Z koordynacji partnerstwa „{ $partnership }” odchodzi: { $name } – dziękujemy za wspólną pracę!
notice-coordinator-removed = Z koordynacji partnerstwa „{ $partnership }” odchodzi: { $name } (zmiana zapisana przez: { $by }) – dziękujemy za wspólną pracę!
notice-coordination-ended = Koordynacja partnerstwa „{ $partnership }” z tego konta jest zakończona – bardzo dziękujemy za dotychczasową pracę!
notice-still-speaks = Odpowiadać w imieniu partnera można jak dotąd.
notice-unreachable = Nie można już wysyłać wiadomości: { $name } (zablokowany bot). Dotyczy:
notice-nobody-left = Nikt inny nie odbiera tam wiadomości. Prosimy o kontakt inną drogą lub o nowe zaproszenie.
notice-somebody-left = Wiadomości odbiera tam jeszcze inna osoba.
notice-answered-for-you = Biuro partnerstwa zapisało odpowiedź w imieniu partnera „{ $organisation }”.
notice-put-right = Jeśli coś się nie zgadza, odpowiedź można zmienić:
notice-substitute = { $organisation } zgłasza zastępstwo: { $name }.
notice-set-aside = Jednej z otrzymanych wiadomości nie udało się obsłużyć mimo trzech prób. Kod dla obsługi technicznej: { $code }
notice-backup-failed = Nocna kopia zapasowa bazy nie powstała; Narada spróbuje ponownie. Kod dla obsługi technicznej: { $code }
notice-backup-last = Ostatnia kopia: { $moment }
notice-backup-never = Nie ma jeszcze żadnej nocnej kopii.
notice-downtime = Przerwa w działaniu
notice-downtime-since = Początek: { $moment }
notice-downtime-until = Koniec: { $moment }
notice-downtime-held = { $n ->
    [one] { $n } wiadomość, której termin minął w tym czasie, nie wyszła sama i czeka na decyzję.
    [few] { $n } wiadomości, których termin minął w tym czasie, nie wyszły same i czekają na decyzję.
    [many] { $n } wiadomości, których termin minął w tym czasie, nie wyszło samo i czeka na decyzję.
   *[other] { $n } wiadomości, których termin minął w tym czasie, nie wyszło samo i czeka na decyzję.
}

# Captions of calendar files.
file-first = Plik do kalendarza
file-all = { $n ->
    [0] Żadne spotkanie nie jest teraz zaplanowane.
    [one] Plik do kalendarza: { $n } spotkanie
    [few] Plik do kalendarza: { $n } spotkania
    [many] Plik do kalendarza: { $n } spotkań
   *[other] Plik do kalendarza: { $n } spotkania
}
file-again = Zaktualizowany plik do kalendarza – zastępuje poprzedni
file-cancelled = Spotkanie odwołane – plik oznacza je tak w kalendarzu
