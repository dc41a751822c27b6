# What a restore of the store, or days without the service, have held: coordinators have it sent or dropped.
item-held = Held messages
held-in-menu = { $n ->
    [one] ⏸ The store was restored from a backup: { $n } message is waiting for a decision under “Held messages”.
   *[other] ⏸ The store was restored from a backup: { $n } messages are waiting for a decision under “Held messages”.
}
held-in-menu-downtime = { $n ->
    [one] ⏸ Narada was away for days: { $n } message is waiting for a decision under “Held messages”.
   *[other] ⏸ Narada was away for days: { $n } messages are waiting for a decision under “Held messages”.
}
held-title = Held messages
held-why-restore = The store comes from a backup. What was due before it was restored may have arrived already, so it does not go out by itself.
held-why-downtime = Narada was away for a long time. What was due then has not arrived and may have lost its point, so it does not go out by itself.
held-decide = Please decide whether to send or to drop it.
held-nothing = Nothing is waiting for a decision any more.
held-everything = All held messages
held-title-of = “{ $title }”
held-since-due = Was due: { $moment }
held-since-received = Since: { $moment }
held-for = For people: { $n }
held-from = From people: { $n }
held-pointless = Pointless by now, will be skipped: { $n }
held-sent-how = Sending starts at once. What has become pointless is skipped, and the reason is kept. What is dropped cannot be brought back.
held-handled-how = What partners pressed or wrote before the failure. “Send” has it handled now, as if it had just come; what is dropped cannot be brought back.
held-sent = On their way: { $n }
held-dropped = Dropped: { $n }
held-already = This was decided already.
held-button-all = All ({ $n })
held-button-send = Send ({ $n })
held-button-drop = Drop ({ $n })

held-kind-invitation = { $n ->
    [one] { $n } invitation to a meeting
   *[other] { $n } invitations to a meeting
}
held-kind-change = { $n ->
    [one] { $n } message about a changed meeting
   *[other] { $n } messages about a changed meeting
}
held-kind-called_off = { $n ->
    [one] { $n } message about a meeting called off
   *[other] { $n } messages about a meeting called off
}
held-kind-reminder = { $n ->
    [one] { $n } reminder about a meeting
   *[other] { $n } reminders about a meeting
}
held-kind-about_meeting = { $n ->
    [one] { $n } other message about a meeting
   *[other] { $n } other messages about a meeting
}
held-kind-announcement = { $n ->
    [one] { $n } copy of an announcement
   *[other] { $n } copies of an announcement
}
held-kind-correction = { $n ->
    [one] { $n } correction of an announcement
   *[other] { $n } corrections of an announcement
}
held-kind-reading = { $n ->
    [one] { $n } request to confirm an announcement
   *[other] { $n } requests to confirm an announcement
}
held-kind-request = { $n ->
    [one] { $n } request for a report
   *[other] { $n } requests for a report
}
held-kind-report_reminder = { $n ->
    [one] { $n } reminder about a report
   *[other] { $n } reminders about a report
}
held-kind-about_report = { $n ->
    [one] { $n } other message about a report
   *[other] { $n } other messages about a report
}
held-kind-office = { $n ->
    [one] { $n } message to the coordinators
   *[other] { $n } messages to the coordinators
}
held-kind-update = { $n ->
    [one] { $n } message from partners, not yet handled
   *[other] { $n } messages from partners, not yet handled
}
