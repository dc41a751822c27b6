# Questions. Phrases in „…” after hint-when, hint-hour and the like are examples that the grammar of dates understands.
dialog-resumed = Wracamy do przerwanej rozmowy.
dialog-cancelled = Rozmowa przerwana. Nic nie zostało zapisane.
dialog-current = Obecnie:

ask-title = Jaki jest tytuł spotkania?
hint-title = Na przykład: Posiedzenie zespołu roboczego
ask-when = Kiedy odbędzie się spotkanie?
hint-when = Na przykład: „wtorek 10:00”, „12.05 o 10”, „za 2 tygodnie o 9”, „drugi wtorek maja 10-12”
ask-hour = O której godzinie?
hint-hour = Proszę wybrać lub wpisać, na przykład: „10:00”, „10:00-12:00”
ask-deadline-hour = Do której godziny przyjmować odpowiedzi?
hint-deadline-hour = Proszę wybrać lub wpisać, na przykład: „10:00”
ask-which_hour = O którą z dwóch godzin chodzi?
hint-which_hour = Tej nocy zegary są cofane i ta godzina wypada dwa razy.
ask-place = Gdzie odbędzie się spotkanie?
hint-place = Adres i sala albo link do spotkania online.
ask-description = Co jeszcze warto wiedzieć?
hint-description = Na przykład porządek obrad albo co przygotować.
ask-deadline = Do kiedy przyjmować odpowiedzi?
hint-deadline = Na przykład: „piątek 12:00”, „10.05 o 15”. Po pominięciu termin wyznaczy bot.
ask-kind = Jaki to rodzaj spotkania?
hint-kind = Na kartach seminariów, szkoleń i konferencji bot podaje nazwę projektu i źródło finansowania.
ask-fields = Co poprawić?
ask-reason = Jaki jest powód odwołania spotkania?
hint-reason = Powód zobaczą wszyscy partnerzy.
ask-request_title = Jaki jest tytuł raportu?
hint-request_title = Na przykład: Raport miesięczny
ask-report_deadline = Do kiedy czekamy na raporty?
hint-report_deadline = Na przykład: „piątek 12:00”, „10.06 o 15”
ask-questions = Jakie są pytania?
hint-questions = Po jednym w wierszu. Na końcu w nawiasie może stać rodzaj odpowiedzi; bez nawiasu odpowiedzią jest tekst.
    Ile osób wzięło udział? [liczba osób]
    Czy odbyły się szkolenia? [tak/nie]
    Forma zajęć [stacjonarna|zdalna]
    Data zakończenia [data]
    Lista obecności [plik]
ask-period = Za jaki okres?
hint-period = Proszę wybrać albo wpisać, na przykład: 1.04.2027 - 30.06.2027
ask-request_audience = Kogo prosimy o raport?
ask-request_partners = Które organizacje?
ask-note = Jaką uwagę dodać do odpowiedzi?
hint-note = Zobaczy ją biuro partnerstwa. Na przykład: potrzebny podjazd, spóźnienie 15 minut.
ask-substitute = Kto przyjdzie w zastępstwie?
hint-substitute = Proszę podać imię i nazwisko.
ask-people = Ile osób przyjdzie?
hint-people = Proszę wpisać liczbę, na przykład: 5
ask-organisation = Którą organizację zaprosić?
hint-organisation = Proszę wpisać nazwę, a po średniku sektor, na przykład: Gmina Luzino; publiczny. Można też wkleić listę, po jednym partnerze w wierszu.
ask-new-name = Jaka jest nowa nazwa organizacji?
ask-sector = Jaki to sektor?
ask-list = Proszę wkleić listę partnerów.
hint-list = Po jednym partnerze w wierszu: nazwa, średnik, sektor.
    Caritas Archidiecezji Gdańskiej; pozarządowy
    Gmina Luzino; publiczny
    OK Ośrodek Kursów; prywatny
ask-pause = Do kiedy wstrzymać przypomnienia?
hint-pause = Na przykład: „poniedziałek”, „12.05”, „za 2 tygodnie”
ask-button = Proszę potwierdzić przyciskiem powyżej albo anulować.

# Buttons that name what is to be corrected.
pick-title = Tytuł
pick-when = Termin
pick-place = Miejsce
pick-description = Opis
pick-request_title = Tytuł
pick-questions = Pytania
pick-period = Okres
pick-report_deadline = Termin
pick-request_audience = Odbiorcy
pick-deadline = Odpowiedzi do
pick-kind = Rodzaj
# Questions of an announcement.
ask-text = Jaka jest treść ogłoszenia?
hint-text = Proszę napisać ją z takim formatowaniem, jakie mają zobaczyć odbiorcy, albo przesłać z podpisem dokument, zdjęcie lub album. Tekst może mieć do 4096 znaków, podpis pod plikiem do 1024.
ask-correction = Jaka jest poprawiona treść?
hint-correction = Proszę napisać całą treść od nowa. Załączone pliki pozostają bez zmian.
ask-audience = Do kogo je wysłać?
ask-partners = Które organizacje?
hint-partners = Naciśnięcie wybiera organizację, ponowne naciśnięcie cofa wybór.
ask-meeting = O które spotkanie chodzi?
ask-with_answer = Do kogo dokładnie?
ask-name = Pod jaką nazwą zapisać ten wybór?
hint-name = Na przykład: Gminy nadmorskie
ask-at = Kiedy je wysłać?
hint-at = Na przykład: „wtorek 10:00”, „12.05 o 10”. Można też wysłać je na jakiś czas przed spotkaniem.
ask-before = Przed którym spotkaniem?
ask-lead = Na jaki czas przed spotkaniem?
ask-newcomers = Do kiedy wysyłać je także osobom, które dopiero dołączą?
hint-newcomers = Na przykład: „piątek”, „12.05”, „za 2 tygodnie”
dialog-no-meetings = Nie ma takiego spotkania. Proszę wrócić i wybrać inaczej.
pick-text = Treść
pick-audience = Odbiorcy

ask-sent-questions = Które pytanie zmienić?
hint-sent-questions = Treść pytania można poprawić zawsze, wycofać można tylko pytanie, na które nikt jeszcze nie odpowiedział.
ask-question = Co zmienić w tym pytaniu?
ask-question_text = Jak ma brzmieć pytanie?
ask-new_question = Jakie pytanie dodać?
hint-new_question = Na końcu w nawiasie może stać rodzaj odpowiedzi, na przykład: Ile osób skorzystało? [liczba osób]
ask-unit = W jakiej jednostce podaje się liczbę?
hint-unit = Na przykład: osoby, godziny, zł
ask-choices = Jakie są odpowiedzi do wyboru?
hint-choices = Od 2 do 10, po jednej w wierszu.
