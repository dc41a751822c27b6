# Short reports: asked, filled in, sent; and for the coordinator: who is missing, the answers, the workbook.
reports-title = Raporty
reports-empty = Żaden raport nie jest teraz potrzebny. Prośba o raport pojawi się tutaj sama.

report-asked = Prośba o raport
report-period = Za okres: { $period }
report-until = Termin: { $moment }
report-will-be-late = Termin minął: { $moment }. Raport można jeszcze wysłać; będzie oznaczony „po terminie”.
report-reminder = Czekamy na raport. Termin mija { $ahead }: { $moment }
report-withdrawn = Raport nie jest już potrzebny
report-withdrawn-thanks = Biuro partnerstwa wycofało tę prośbę. Dziękujemy za dotychczasowe odpowiedzi.
report-for-you = Biuro partnerstwa wysłało raport w imieniu partnera „{ $organisation }”.
report-which = Za którą organizację wypełnić raport?
report-paused = Zapisane odpowiedzi zostają. Raport może dokończyć każda osoba reprezentująca partnera: /raport
report-on-behalf = Wypełnia biuro partnerstwa w imieniu partnera.

report-question-of = Pytanie { $number } z { $all }
report-given = Zapisana odpowiedź:
report-meanwhile = Tymczasem ktoś inny zapisał odpowiedź na to pytanie. Nic nie zostało nadpisane; jeśli trzeba, proszę odpowiedzieć jeszcze raz.
report-meanwhile-all = Tymczasem ktoś inny zmienił ten raport. Proszę przejrzeć odpowiedzi i wysłać ponownie.
report-unit = Jednostka: { $unit }
report-hint-text = Proszę wpisać odpowiedź.
report-hint-number = Proszę wpisać liczbę, na przykład: 15 albo 1 200,50
report-hint-yes_no = Proszę wybrać przycisk.
report-hint-choice = Proszę wybrać jedną z odpowiedzi.
report-hint-date = Proszę wpisać dzień z okresu: { $period }
report-hint-file = Proszę przesłać jeden plik (dokument, arkusz lub zdjęcie, do 20 MB).

report-yes = tak
report-no = nie
report-not-applicable = nie dotyczy
report-no-answer = brak odpowiedzi
report-nobody = osoba usunięta
report-by-office = { $name }, biuro partnerstwa
report-mark-number = liczba
report-mark-yes_no = tak/nie
report-mark-date = data
report-mark-file = plik

report-status-none = raport niezaczęty
report-status-begun = odpowiedzi: { $done } z { $all }
report-status-sent = wysłany
report-status-late = wysłany po terminie
report-missing = { $n ->
    [one] Brakuje { $n } odpowiedzi.
    [few] Brakuje { $n } odpowiedzi.
    [many] Brakuje { $n } odpowiedzi.
   *[other] Brakuje { $n } odpowiedzi.
}
report-ready = Wszystkie odpowiedzi są zapisane. Raport można wysłać; numer poniżej pozwala poprawić odpowiedź.
report-sent = Raport wysłany: { $moment } ({ $name })
report-is-late = Wysłany po terminie ({ $moment }).
report-by-the-office = Wysłało biuro partnerstwa w imieniu partnera.
report-correct-until = Odpowiedzi można poprawiać do: { $moment }
report-over = Termin poprawek minął; zmiany przyjmuje biuro partnerstwa.

report-button-fill = Wypełnij
report-button-send = Wyślij raport
report-button-skip = Pomiń na razie
report-button-correct = Popraw
report-button-look = Zobacz raport

# The coordinator's side.
requests-title = Zebrane raporty
requests-empty = Nie ma jeszcze żadnej prośby o raport.
request-closed = Biuro jest teraz zamknięte. Prośbę można wysłać od razu (bez dźwięku) albo { $weekday } o { $time }.
request-button-send = Wyślij
request-button-send-later = Wyślij { $weekday } o { $time }
request-deadline-ahead = Termin mija { $ahead }.
request-audience-all = Odbiorcy: wszyscy partnerzy
request-audience-sector = Odbiorcy: sektor { $sector }
request-audience-chosen = Odbiorcy: wybrane organizacje ({ $n })
request-everybody = Wszyscy partnerzy
request-some = Wybrane organizacje
request-chosen = Wybrano: { $n }
request-period-month_before = Poprzedni miesiąc
request-period-this_month = Bieżący miesiąc
request-period-quarter_before = Poprzedni kwartał
request-sent = Wysłano prośbę „{ $title }”. Trafia do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}.
request-sent-later = Zaplanowano prośbę „{ $title }”. Trafi do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}: { $moment }
request-counts = Wysłane raporty: { $sent } z { $all }
request-is-withdrawn = Prośba wycofana
request-missing = Brakuje: { $n }
request-outside = Poza Telegramem: { $n }
request-received = Wysłane: { $n }
request-open-questions = brakuje pytań: { $numbers }
request-not-sent = jeszcze niewysłane
request-total = Razem (wysłane): { $total } { $unit }
request-whose = Czyj raport pokazać albo wypełnić?
request-withdraw = Wycofać prośbę „{ $title }”?
request-withdraw-what = { $n ->
    [0] Żaden raport jeszcze nie wpłynął. Partnerzy, których raportu brakuje, dostaną wiadomość.
    [one] Otrzymany raport ({ $n }) zostanie. Partnerzy, których raportu brakuje, dostaną wiadomość.
    [few] Otrzymane raporty ({ $n }) zostaną. Partnerzy, których raportu brakuje, dostaną wiadomość.
    [many] Otrzymane raporty ({ $n }) zostaną. Partnerzy, których raportu brakuje, dostaną wiadomość.
   *[other] Otrzymane raporty ({ $n }) zostaną. Partnerzy, których raportu brakuje, dostaną wiadomość.
}
request-withdrawn = Wycofano prośbę „{ $title }”. Wiadomość trafia do { $n } { $n ->
    [one] osoby
    [few] osób
    [many] osób
   *[other] osoby
}.
request-button-open = Stan raportów
request-button-partners = Raporty partnerów
request-button-questions = Według pytań
request-button-sheet = Arkusz XLSX
request-button-write = Wpisz za partnera
request-button-withdraw = Wycofaj prośbę
request-button-withdraw-sure = Tak, wycofaj

# The workbook.
sheet-all = Wszystkie
sheet-question = Pytanie { $number }
sheet-period = Okres
sheet-deadline = Termin
sheet-made = Stan na
sheet-organisation = Partner
sheet-sector = Sektor
sheet-status = Stan
sheet-sent-at = Wysłano
sheet-sent-by = Osoba
sheet-answer = Odpowiedź
sheet-answered-by = Osoba
sheet-answered-at = Zapisano
sheet-total = Razem (wysłane)

report-deadline-moved = Zmienił się termin raportu
report-question-withdrawn = Biuro partnerstwa wycofało pytanie, na które właśnie była wpisywana odpowiedź. Odpowiedź nie jest już potrzebna.

question-kind-text = tekst
question-kind-number = liczba
question-kind-yes_no = tak/nie
question-kind-choice = wybór
question-kind-date = data
question-kind-file = plik
question-up = ↑ Wyżej
question-down = ↓ Niżej
question-wording = Zmień treść
question-drop = Usuń pytanie
question-new = Dodaj pytanie
question-no-unit = Bez jednostki
question-withdraw = Wycofaj pytanie
question-restore = Przywróć pytanie
question-is-withdrawn = To pytanie zostanie wycofane.

request-change-title = Zmiana prośby o raport
request-change-nothing = Nic jeszcze nie zmieniono.
request-change-silent = Partnerzy nie dostaną o tym wiadomości.
request-change-told = O nowym terminie { $n ->
    [one] dowie się { $n } osoba, której raportu brakuje.
    [few] dowiedzą się { $n } osoby, których raportu brakuje.
    [many] dowie się { $n } osób, których raportu brakuje.
   *[other] dowie się { $n } osoby, których raportu brakuje.
}
request-changed = Zmieniono prośbę „{ $title }”.
request-changed-meanwhile = Tymczasem ktoś inny zmienił tę prośbę. Nic nie zostało nadpisane; proszę wprowadzić zmiany jeszcze raz.
request-button-save = Zapisz zmiany
request-arriving = Wpłynęły raporty
request-totals = Razem (wysłane):
request-email-subject = Temat: Prośba o raport „{ $title }”
request-email-asks = prosimy o krótki raport „{ $title }” za okres: { $period }. Odpowiedzi prosimy przesłać do: { $moment }.
request-email-how = Wystarczy odpowiedzieć na ten list, wpisując odpowiedzi pod pytaniami. Raport przyjmujemy także telefonicznie.
sheet-sent = Wysłane raporty
sheet-asked = Poproszeni partnerzy
