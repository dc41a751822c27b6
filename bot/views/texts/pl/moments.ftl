# $day is a finished string such as "wtorek, 11 maja 2027", $time "10:00" or "10:00–12:00".
moment = { $day }, godz. { $time }
season-summer = czas letni
season-winter = czas zimowy

lead-days = { $n ->
    [one] { $n } dzień
    [few] { $n } dni
    [many] { $n } dni
   *[other] { $n } dnia
}
lead-hours = { $n ->
    [one] { $n } godzina
    [few] { $n } godziny
    [many] { $n } godzin
   *[other] { $n } godziny
}
lead-minutes = { $n ->
    [one] { $n } minuta
    [few] { $n } minuty
    [many] { $n } minut
   *[other] { $n } minuty
}

ahead-minutes = { $n ->
    [one] za minutę
    [few] za { $n } minuty
    [many] za { $n } minut
   *[other] za { $n } minuty
}
ahead-hours = { $n ->
    [one] za godzinę
    [few] za { $n } godziny
    [many] za { $n } godzin
   *[other] za { $n } godziny
}
ahead-tomorrow = jutro
ahead-days = { $n ->
    [one] za { $n } dzień
    [few] za { $n } dni
    [many] za { $n } dni
   *[other] za { $n } dnia
}

# How a weekday stands after "announce": "Ogłoś w poniedziałek o 7:00".
on-weekday-1 = w poniedziałek
on-weekday-2 = we wtorek
on-weekday-3 = w środę
on-weekday-4 = w czwartek
on-weekday-5 = w piątek
on-weekday-6 = w sobotę
on-weekday-7 = w niedzielę
