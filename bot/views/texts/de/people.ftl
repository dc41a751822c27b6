# The way in, the menu, the help, and the directory of partners.
welcome = Guten Tag!
welcome-next = Die Karten der Treffen kommen von selbst hierher; ein Knopfdruck genügt. Alles andere steht im Menü:
joined-representative = Einladung angenommen. Sie können jetzt im Namen von { $organisation } antworten ({ $partnership }).
joined-deputy = Einladung angenommen. Sie können jetzt als Stellvertretung im Namen von { $organisation } antworten ({ $partnership }).
joined-coordinator = Einladung angenommen. Sie können jetzt die Partnerschaft leiten: { $partnership }.
menu-title = Menü

role-representative = Ansprechperson
role-deputy = Stellvertretung
role-coordinator = Koordination
role-line = • { $organisation } – { $role } ({ $partnership })
role-line-coordinator = • { $partnership } – Koordination
roles-none = Dieses Konto ist zurzeit keinem Partner zugeordnet. Bitte fragen Sie das Partnerschaftsbüro nach einer Einladung.

help-title = Hilfe
help-buttons = Die Knöpfe genügen: Alles steht im Menü, und auf ein Treffen antworten Sie mit den Knöpfen unter der Karte.
help-partner = Die Antwort gehört der Organisation. Alle, die sie vertreten, können sie geben und ändern; bis zum Ende der Antwortfrist zählt die letzte.
help-commands = Befehle, wenn Sie mögen:
help-one-line = Ein neues Treffen in einer Zeile:
help-new-example = Arbeitstreffen; Dienstag 10:00; Starostwo, Raum 12
help-contact = Kontakt: { $email }

stranger = Guten Tag! Hier ist Narada, die Hilfe für Treffen von Partnerschaften.
stranger-how = Die Teilnahme beginnt mit einer Einladung: Bitte fragen Sie das Büro Ihrer Partnerschaft nach einem persönlichen Link und öffnen Sie ihn in Telegram.
stranger-contact = Kontakt: { $email }

which-partnership = Welche Partnerschaft ist gemeint?

directory-coordinators = Koordination:
directory-outside = nicht in Telegram
entry-sector = Sektor: { $sector }
entry-since = In der Partnerschaft seit: { $day }
entry-until = Teilnahme beendet: { $day }
entry-speakers = Im Namen des Partners antworten:
entry-outside = Hier erhält niemand Nachrichten in Telegram. Das Partnerschaftsbüro kann Antworten eintragen.
entry-unreachable = erhält keine Nachrichten (Bot blockiert)
entry-invitations = Offene Einladungen:
entry-invitation = { $role }, gültig bis: { $day }
entry-changed = Gespeichert.
leave-question = Die Teilnahme von { $organisation } beenden? Einladungen zu Treffen entfallen dann; bisherige Antworten bleiben erhalten.
left = Gespeichert: Die Teilnahme von { $organisation } ist beendet.
removed = Gespeichert: { $name } antwortet nicht mehr im Namen von { $organisation }.
coordinators-title = Koordination der Partnerschaft
coordinators-listed = • { $name }
coordinators-you = • { $name } (dieses Konto)
coordinators-how = Weitere Personen werden mit einem Link eingeladen, den auf Bitte die technische Betreuung von Narada erstellt.
coordinators-one = Eine Partnerschaft darf nicht ohne Koordination bleiben, deshalb lässt sich die einzige Person nicht entfernen. Bitte laden Sie zuerst jemand anderen ein und warten Sie den Beitritt ab.
coordinator-end-question = Die Koordination von „{ $partnership }“ beenden? Es geht um: { $name }.
coordinator-end-rights = Diese Person sieht ab sofort die Antworten und Berichte der Partner nicht mehr und kann keine Treffen einberufen und keine Mitteilungen und Anfragen senden. Ein dazu begonnenes Gespräch mit dem Bot endet.
coordinator-end-stays = Gesendetes bleibt bestehen, ebenso die Vertretung eines Partners. Die Person und die übrige Koordination werden benachrichtigt. Zurück führt nur eine neue Einladung.
coordinator-end-own-question = Die eigene Koordination von „{ $partnership }“ beenden?
coordinator-end-own-rights = Sie sehen ab sofort die Antworten und Berichte der Partner nicht mehr und können keine Treffen einberufen und keine Mitteilungen und Anfragen senden. Ein dazu begonnenes Gespräch mit dem Bot endet.
coordinator-end-own-stays = Gesendetes bleibt bestehen, ebenso die Vertretung eines Partners. Die übrige Koordination wird benachrichtigt. Zurück führt nur eine neue Einladung.
coordinator-ended = Gespeichert: { $name } koordiniert „{ $partnership }“ nicht mehr.
coordinator-ended-own = Gespeichert: Ihre Koordination von „{ $partnership }“ ist beendet. Vielen Dank für Ihre Arbeit!

sector-public = öffentlich
sector-ngo = gemeinnützig
sector-business = privat
