# What a restore of the store, or days without the service, have held: coordinators have it sent or dropped.
item-held = Zurückgehaltene Nachrichten
held-in-menu = { $n ->
    [one] ⏸ Die Daten stammen aus einer Sicherung: { $n } Nachricht wartet auf eine Entscheidung („Zurückgehaltene Nachrichten“).
   *[other] ⏸ Die Daten stammen aus einer Sicherung: { $n } Nachrichten warten auf eine Entscheidung („Zurückgehaltene Nachrichten“).
}
held-in-menu-downtime = { $n ->
    [one] ⏸ Nach einer längeren Unterbrechung wartet { $n } Nachricht auf eine Entscheidung („Zurückgehaltene Nachrichten“).
   *[other] ⏸ Nach einer längeren Unterbrechung warten { $n } Nachrichten auf eine Entscheidung („Zurückgehaltene Nachrichten“).
}
held-title = Zurückgehaltene Nachrichten
held-why-restore = Die Daten stammen aus einer Sicherung. Was vor der Wiederherstellung fällig war, ist vielleicht schon angekommen und geht deshalb nicht von selbst hinaus.
held-why-downtime = Narada war längere Zeit nicht in Betrieb. Was in dieser Zeit fällig war, ist nicht angekommen, hat seinen Sinn vielleicht verloren und geht deshalb nicht von selbst hinaus.
held-decide = Bitte entscheiden: senden oder verwerfen.
held-nothing = Nichts wartet mehr auf eine Entscheidung.
held-everything = Alle zurückgehaltenen Nachrichten
held-title-of = „{ $title }“
held-since-due = Ursprünglich fällig: { $moment }
held-since-received = Seit: { $moment }
held-for = Für Personen: { $n }
held-from = Von Personen: { $n }
held-pointless = Inzwischen gegenstandslos, wird übersprungen: { $n }
held-sent-how = Der Versand beginnt sofort. Was gegenstandslos geworden ist, wird mit Angabe des Grundes übersprungen. Verworfenes lässt sich nicht zurückholen.
held-handled-how = Was Partner vor der Störung gedrückt oder geschrieben haben. „Senden“ bearbeitet es jetzt, als wäre es gerade eingegangen; Verworfenes lässt sich nicht zurückholen.
held-sent = Zum Versand übergeben: { $n }
held-dropped = Verworfen: { $n }
held-already = Darüber wurde bereits entschieden.
held-button-all = Alle ({ $n })
held-button-send = Senden ({ $n })
held-button-drop = Verwerfen ({ $n })

held-kind-invitation = { $n ->
    [one] { $n } Einladung zu einem Treffen
   *[other] { $n } Einladungen zu einem Treffen
}
held-kind-change = { $n ->
    [one] { $n } Nachricht über ein geändertes Treffen
   *[other] { $n } Nachrichten über ein geändertes Treffen
}
held-kind-called_off = { $n ->
    [one] { $n } Nachricht über ein abgesagtes Treffen
   *[other] { $n } Nachrichten über ein abgesagtes Treffen
}
held-kind-reminder = { $n ->
    [one] { $n } Erinnerung an ein Treffen
   *[other] { $n } Erinnerungen an ein Treffen
}
held-kind-about_meeting = { $n ->
    [one] { $n } weitere Nachricht zu einem Treffen
   *[other] { $n } weitere Nachrichten zu einem Treffen
}
held-kind-announcement = { $n ->
    [one] { $n } Exemplar einer Mitteilung
   *[other] { $n } Exemplare einer Mitteilung
}
held-kind-correction = { $n ->
    [one] { $n } Korrektur einer Mitteilung
   *[other] { $n } Korrekturen einer Mitteilung
}
held-kind-reading = { $n ->
    [one] { $n } Bitte um Kenntnisnahme einer Mitteilung
   *[other] { $n } Bitten um Kenntnisnahme einer Mitteilung
}
held-kind-request = { $n ->
    [one] { $n } Bitte um einen Bericht
   *[other] { $n } Bitten um einen Bericht
}
held-kind-report_reminder = { $n ->
    [one] { $n } Erinnerung an einen Bericht
   *[other] { $n } Erinnerungen an einen Bericht
}
held-kind-about_report = { $n ->
    [one] { $n } weitere Nachricht zu einem Bericht
   *[other] { $n } weitere Nachrichten zu einem Bericht
}
held-kind-office = { $n ->
    [one] { $n } Nachricht an die Koordination
   *[other] { $n } Nachrichten an die Koordination
}
held-kind-update = { $n ->
    [one] { $n } unbearbeitete Nachricht von Partnern
   *[other] { $n } unbearbeitete Nachrichten von Partnern
}
