# Answers.
toast-answer = Zapisano: { $organisation } – { $answer }.
toast-answers = Zapisano: { $organisations } – { $answer }.
in-whose-name = W czyim imieniu? Odpowiedź: { $answer }.
for-which = W czyim imieniu?
saved = Zapisano.

behalf-choice = Za którego partnera zapisać odpowiedź?
behalf-answer = Jaka jest odpowiedź partnera „{ $organisation }”?
behalf-yes = Będzie
behalf-no = Nie będzie
behalf-maybe = Może
