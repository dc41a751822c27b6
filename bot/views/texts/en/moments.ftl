# $day is a finished string such as "Tuesday, 11 May 2027", $time "10:00" or "10:00–12:00".
moment = { $day }, { $time }
season-summer = summer time
season-winter = winter time

lead-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
lead-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
lead-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}

ahead-minutes = { $n ->
    [one] in a minute
   *[other] in { $n } minutes
}
ahead-hours = { $n ->
    [one] in an hour
   *[other] in { $n } hours
}
ahead-tomorrow = tomorrow
ahead-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}

# How a weekday stands after "announce": "Announce on Monday at 7:00".
on-weekday-1 = on Monday
on-weekday-2 = on Tuesday
on-weekday-3 = on Wednesday
on-weekday-4 = on Thursday
on-weekday-5 = on Friday
on-weekday-6 = on Saturday
on-weekday-7 = on Sunday
