# Answers.
toast-answer = Gespeichert: { $organisation } – { $answer }.
toast-answers = Gespeichert: { $organisations } – { $answer }.
in-whose-name = In wessen Namen? Antwort: { $answer }.
for-which = In wessen Namen?
saved = Gespeichert.

behalf-choice = Für welchen Partner soll eine Antwort eingetragen werden?
behalf-answer = Wie lautet die Antwort von { $organisation }?
behalf-yes = Zusage
behalf-no = Absage
behalf-maybe = Vielleicht
