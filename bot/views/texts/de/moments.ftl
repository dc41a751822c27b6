# $day is a finished string such as "Dienstag, 11. Mai 2027", $time "10:00" or "10:00–12:00".
moment = { $day }, { $time } Uhr
season-summer = Sommerzeit
season-winter = Winterzeit

lead-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
lead-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
lead-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}

ahead-minutes = { $n ->
    [one] in einer Minute
   *[other] in { $n } Minuten
}
ahead-hours = { $n ->
    [one] in einer Stunde
   *[other] in { $n } Stunden
}
ahead-tomorrow = morgen
ahead-days = { $n ->
    [one] in { $n } Tag
   *[other] in { $n } Tagen
}

# How a weekday stands before or after "ankündigen": "Am Montag um 7:00 Uhr ankündigen".
on-weekday-1 = am Montag
on-weekday-2 = am Dienstag
on-weekday-3 = am Mittwoch
on-weekday-4 = am Donnerstag
on-weekday-5 = am Freitag
on-weekday-6 = am Samstag
on-weekday-7 = am Sonntag
