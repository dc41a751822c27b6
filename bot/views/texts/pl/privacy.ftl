# The notice about personal data (GDPR article 13). The short one stays within 900 characters.
greeting = Dzień dobry! Tu Narada – asystent spotkań Państwa partnerstwa.
offer-representative = Zaproszenie: { $partnership }. Można będzie odpowiadać w imieniu partnera „{ $organisation }”.
offer-deputy = Zaproszenie: { $partnership }. Można będzie odpowiadać w zastępstwie w imieniu partnera „{ $organisation }”.
offer-coordinator = Zaproszenie do koordynacji: { $partnership }.

privacy-title = Informacja o danych osobowych
privacy-who = Administrator: { $controller }
privacy-office = biuro partnerstwa
privacy-contact = Kontakt: { $contact }
privacy-contact-neutral = w biurze partnerstwa
privacy-why = Cel: spotkania i ogłoszenia, zbieranie odpowiedzi i raportów, przypomnienia i kalendarze.
privacy-basis = Podstawa: { $basis }
privacy-basis-neutral = zadanie publiczne lub umowa partnerska (art. 6 ust. 1 lit. e lub b RODO)
privacy-how-long = Jak długo: do końca udziału w partnerstwie. Podgląd i usunięcie: { $command }
privacy-telegram = Wiadomości przechodzą przez Telegram, także poza Europejskim Obszarem Gospodarczym.
privacy-rights = Prawa: dostęp, sprostowanie, usunięcie, ograniczenie, sprzeciw, skarga do Prezesa UODO.
privacy-agree = Przycisk „{ $button }” potwierdza zapoznanie się z tą informacją i chęć otrzymywania wiadomości.

full-controller-title = Administrator
full-controller = Administratorem danych jest: { $controller }
full-contact-title = Kontakt
full-contact = W sprawach danych osobowych: { $contact }
full-dpo = Inspektor ochrony danych: { $dpo }
full-purpose-title = Cel i podstawa
full-purpose = Dane służą organizacji pracy partnerstwa: ogłaszaniu spotkań i innych wiadomości, zbieraniu odpowiedzi i raportów, przypomnieniom, kalendarzom i zestawieniom liczbowym dla instytucji finansującej. Podstawa prawna: { $basis }. Podstawą nie jest zgoda.
full-data-title = Jakie dane
full-data = Nazwa i numer konta w Telegramie, wybrany język, rola i reprezentowana organizacja, odpowiedzi z uwagami i zastępstwami, wpisy i pliki w raportach, czas zapoznania się z tą informacją i z ogłoszeniami. Dane pochodzą od osoby, której dotyczą, a imię i nazwisko osoby w zastępstwie – od jej organizacji.
full-time-title = Jak długo
full-time = Do końca udziału w partnerstwie lub do usunięcia danych, chyba że przepisy lub umowa o dofinansowanie wymagają dłuższego przechowywania. Techniczny zapis otrzymanych wiadomości znika po { $days } { $days ->
    [one] dniu
    [few] dniach
    [many] dniach
   *[other] dnia
}. Po usunięciu danych osoby zostają tylko liczby i odpowiedzi organizacji.
full-recipients-title = Odbiorcy
full-recipients = Koordynacja i partnerzy tego samego partnerstwa widzą odpowiedzi w potrzebnym zakresie. Wiadomości przekazuje Telegram, który przetwarza je także poza Europejskim Obszarem Gospodarczym i ma własne zasady prywatności. Kalendarz pod tajnym adresem odczytuje wybrana przez odbiorcę aplikacja.
full-rights-title = Prawa
full-rights = Każda osoba ma prawo dostępu do swoich danych, ich sprostowania, usunięcia, ograniczenia przetwarzania, przenoszenia (gdy podstawą jest umowa) i sprzeciwu (gdy podstawą jest zadanie publiczne). Podgląd, pobranie i usunięcie: { $command }
full-complaint-title = Skarga
full-complaint = Skargę można wnieść do Prezesa Urzędu Ochrony Danych Osobowych, ul. Stanisława Moniuszki 1A, 00-014 Warszawa, uodo.gov.pl.
full-voluntary-title = Dobrowolność
full-voluntary = Podanie danych jest dobrowolne; bez nich bot nie może przekazywać wiadomości, a odpowiedzieć można w biurze partnerstwa. Nie ma decyzji podejmowanych automatycznie ani profilowania.
