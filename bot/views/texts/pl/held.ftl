# What a restore of the store, or days without the service, have held: coordinators have it sent or dropped.
item-held = Wstrzymane wiadomości
held-in-menu = { $n ->
    [one] ⏸ Po przywróceniu bazy z kopii { $n } wiadomość czeka na decyzję: „Wstrzymane wiadomości”.
    [few] ⏸ Po przywróceniu bazy z kopii { $n } wiadomości czekają na decyzję: „Wstrzymane wiadomości”.
    [many] ⏸ Po przywróceniu bazy z kopii { $n } wiadomości czeka na decyzję: „Wstrzymane wiadomości”.
   *[other] ⏸ Po przywróceniu bazy z kopii { $n } wiadomości czeka na decyzję: „Wstrzymane wiadomości”.
}
held-in-menu-downtime = { $n ->
    [one] ⏸ Po przerwie w działaniu { $n } wiadomość czeka na decyzję: „Wstrzymane wiadomości”.
    [few] ⏸ Po przerwie w działaniu { $n } wiadomości czekają na decyzję: „Wstrzymane wiadomości”.
    [many] ⏸ Po przerwie w działaniu { $n } wiadomości czeka na decyzję: „Wstrzymane wiadomości”.
   *[other] ⏸ Po przerwie w działaniu { $n } wiadomości czeka na decyzję: „Wstrzymane wiadomości”.
}
held-title = Wstrzymane wiadomości
held-why-restore = Baza pochodzi z kopii zapasowej. To, co miało wyjść przed jej przywróceniem, mogło już dotrzeć, więc nie wychodzi samo.
held-why-downtime = Narada przez dłuższy czas nie działała. To, co miało wtedy wyjść, nie dotarło i mogło stracić sens, więc nie wychodzi samo.
held-decide = Proszę zdecydować: wysłać czy odrzucić.
held-nothing = Nic już nie czeka na decyzję.
held-everything = Wszystkie wstrzymane wiadomości
held-title-of = „{ $title }”
held-since-due = Pierwotny termin wysyłki: { $moment }
held-since-received = Od: { $moment }
held-for = Dla osób: { $n }
held-from = Od osób: { $n }
held-pointless = Już nieaktualne, zostaną pominięte: { $n }
held-sent-how = Wysyłka rusza od razu po naciśnięciu. To, co już nieaktualne, zostanie pominięte, z podaniem przyczyny. Odrzuconych wiadomości nie da się przywrócić.
held-handled-how = To partnerzy nacisnęli lub napisali przed awarią. „Wyślij” obsłuży to teraz, jakby przyszło przed chwilą. Odrzuconych wiadomości nie da się przywrócić.
held-sent = Przekazano do wysłania: { $n }
held-dropped = Odrzucono: { $n }
held-already = Decyzja w tej sprawie już zapadła.
held-button-all = Wszystkie ({ $n })
held-button-send = Wyślij ({ $n })
held-button-drop = Odrzuć ({ $n })

held-kind-invitation = { $n ->
    [one] { $n } zaproszenie na spotkanie
    [few] { $n } zaproszenia na spotkanie
    [many] { $n } zaproszeń na spotkanie
   *[other] { $n } zaproszenia na spotkanie
}
held-kind-change = { $n ->
    [one] { $n } wiadomość o zmianie spotkania
    [few] { $n } wiadomości o zmianie spotkania
    [many] { $n } wiadomości o zmianie spotkania
   *[other] { $n } wiadomości o zmianie spotkania
}
held-kind-called_off = { $n ->
    [one] { $n } wiadomość o odwołaniu spotkania
    [few] { $n } wiadomości o odwołaniu spotkania
    [many] { $n } wiadomości o odwołaniu spotkania
   *[other] { $n } wiadomości o odwołaniu spotkania
}
held-kind-reminder = { $n ->
    [one] { $n } przypomnienie o spotkaniu
    [few] { $n } przypomnienia o spotkaniu
    [many] { $n } przypomnień o spotkaniu
   *[other] { $n } przypomnienia o spotkaniu
}
held-kind-about_meeting = { $n ->
    [one] { $n } inna wiadomość o spotkaniu
    [few] { $n } inne wiadomości o spotkaniu
    [many] { $n } innych wiadomości o spotkaniu
   *[other] { $n } innej wiadomości o spotkaniu
}
held-kind-announcement = { $n ->
    [one] { $n } kopia ogłoszenia
    [few] { $n } kopie ogłoszenia
    [many] { $n } kopii ogłoszenia
   *[other] { $n } kopii ogłoszenia
}
held-kind-correction = { $n ->
    [one] { $n } poprawka ogłoszenia
    [few] { $n } poprawki ogłoszenia
    [many] { $n } poprawek ogłoszenia
   *[other] { $n } poprawki ogłoszenia
}
held-kind-reading = { $n ->
    [one] { $n } prośba o potwierdzenie ogłoszenia
    [few] { $n } prośby o potwierdzenie ogłoszenia
    [many] { $n } próśb o potwierdzenie ogłoszenia
   *[other] { $n } prośby o potwierdzenie ogłoszenia
}
held-kind-request = { $n ->
    [one] { $n } prośba o raport
    [few] { $n } prośby o raport
    [many] { $n } próśb o raport
   *[other] { $n } prośby o raport
}
held-kind-report_reminder = { $n ->
    [one] { $n } przypomnienie o raporcie
    [few] { $n } przypomnienia o raporcie
    [many] { $n } przypomnień o raporcie
   *[other] { $n } przypomnienia o raporcie
}
held-kind-about_report = { $n ->
    [one] { $n } inna wiadomość o raporcie
    [few] { $n } inne wiadomości o raporcie
    [many] { $n } innych wiadomości o raporcie
   *[other] { $n } innej wiadomości o raporcie
}
held-kind-office = { $n ->
    [one] { $n } wiadomość dla koordynacji
    [few] { $n } wiadomości dla koordynacji
    [many] { $n } wiadomości dla koordynacji
   *[other] { $n } wiadomości dla koordynacji
}
held-kind-update = { $n ->
    [one] { $n } nieobsłużona wiadomość od partnerów
    [few] { $n } nieobsłużone wiadomości od partnerów
    [many] { $n } nieobsłużonych wiadomości od partnerów
   *[other] { $n } nieobsłużonej wiadomości od partnerów
}
