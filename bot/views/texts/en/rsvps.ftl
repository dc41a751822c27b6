# Answers.
toast-answer = Saved: { $organisation } – { $answer }.
toast-answers = Saved: { $organisations } – { $answer }.
in-whose-name = On whose behalf? Answer: { $answer }.
for-which = On whose behalf?
saved = Saved.

behalf-choice = Which partner is the answer for?
behalf-answer = What is the answer of { $organisation }?
behalf-yes = Coming
behalf-no = Not coming
behalf-maybe = Maybe
