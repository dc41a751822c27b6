# Invitations and the e-mails that carry them.
invitation-title = Einladung
invitation-role = Rolle: { $role }
invitation-until = Gültig bis: { $moment }
invitation-uses = { $n ->
    [1] Der Link funktioniert einmal.
   *[other] Der Link funktioniert { $n }-mal.
}
invitation-withdrawn = Die Einladung ist zurückgezogen. Ihr Link lässt niemanden mehr ein.

email-subject = Betreff: Einladung zur Partnerschaft „{ $partnership }“ in Telegram
email-greeting = Sehr geehrte Damen und Herren,
email-representative = wir laden die Person ein, die in der Partnerschaft „{ $partnership }“ für folgende Organisation antwortet: { $organisation }.
email-deputy = wir laden die Person ein, die in der Partnerschaft „{ $partnership }“ als Stellvertretung für folgende Organisation antwortet: { $organisation }.
email-coordinator = wir laden Sie zur Koordination der Partnerschaft „{ $partnership }“ ein ({ $organisation }).
email-what = Narada ist eine Hilfe für Treffen in Telegram: Sie kündigt Treffen an, nimmt die Antwort mit einem Knopfdruck entgegen, erinnert rechtzeitig und bringt die Treffen in den Kalender.
email-how = Um beizutreten, öffnen Sie bitte diesen Link auf einem Gerät mit Telegram und beginnen Sie das Gespräch:
email-terms = { $uses ->
    [1] Der Link funktioniert einmal und ist gültig bis: { $moment }
   *[other] Der Link ist gültig bis: { $moment }
}
email-contact = Fragen richten Sie bitte an: { $contact }
email-regards = Mit freundlichen Grüßen

pasted-title = Vorschau der Liste – es ist noch nichts gespeichert
pasted-ready = Einzuladende Partner: { $n }
pasted-wrong = Zu berichtigen: { $n } { $n ->
    [one] Zeile (wird ausgelassen)
   *[other] Zeilen (werden ausgelassen)
}
pasted-none = Es ist niemand einzuladen. Bitte berichtigen Sie die Liste: Name, Semikolon, Sektor.
pasted-new = neuer Partner
pasted-known = schon im Verzeichnis, nur Einladung
pasted-twice = wiederholte Zeile
pasted-no-name = der Name fehlt
pasted-no-sector = der Sektor fehlt (öffentlich, gemeinnützig, privat)
pasted-done = { $n ->
    [one] { $n } Einladung ist erstellt. Es folgt eine fertige E-Mail zum Kopieren.
   *[other] { $n } Einladungen sind erstellt. Es folgen fertige E-Mails zum Kopieren.
}
