"""Who may see and do what: forged and old buttons, strangers, other partnerships, those who have left, groups."""

from tests.guards.guard import Guard

RIGHTS = (
    Guard(
        "forged button",
        "bot/handlers/callback_data.py",
        "    if not _is_number(text):\n        raise ButtonForeign\n",
        "",
        ("test_a_forged_button_is_answered_with_a_sentence",),
    ),
    Guard(
        "old button",
        "bot/domain/meetings.py",
        "        if self.over(now):\n            raise MeetingOver(title=self.title)\n        if not on_behalf",
        "        if not on_behalf",
        ("test_a_year_later_every_button_says_kindly_what_is_the_case_now",),
    ),
    Guard(
        "old button",
        "bot/domain/meetings.py",
        "            raise MeetingCancelled(title=self.title, reason=self.cancel_reason)\n"
        "        if self.over(now):\n            raise MeetingOver(title=self.title)\n        if not on_behalf",
        "            pass\n        if not on_behalf",
        ("test_nothing_can_be_done_to_a_cancelled_meeting",),
    ),
    Guard(
        "stranger",
        "bot/handlers/visit.py",
        "        if self.known is None:\n            raise NotInvited\n        return self.known",
        "        return self.known",
        ("test_a_strangers_press_is_answered_and_shows_nothing",),
    ),
    Guard(
        "stranger",
        "bot/handlers/routes.py",
        "        await inbox.forget_content(services.db, update.update_id)\n",
        "        pass\n",
        ("test_of_a_stranger_only_the_rows_of_their_updates_are_kept",),
    ),
    Guard(
        "another partnership",
        "storage/people.py",
        "(member for member in members if member.partnership.id == partnership_id)",
        "iter(members)",
        (
            "test_a_meeting_of_another_partnership_does_not_exist",
            "test_data_of_another_partnership_does_not_exist",
        ),
    ),
    Guard(
        "another partnership",
        "storage/people.py",
        "select(organisations).where(organisations.c.partnership_id == partnership_id, _belongs(on))",
        "select(organisations).where(_belongs(on))",
        ("test_organisations_of_another_partnership_are_not_reached",),
    ),
    Guard(
        "coordinator's button",
        "bot/domain/people.py",
        "        if not self.coordinator:\n            raise NotFound(what)\n",
        "",
        ("test_what_coordinators_do_does_not_exist_for_a_representative",),
    ),
    Guard(
        "coordinator's button",
        "bot/usecases/partners.py",
        "    if not member.coordinator:\n        raise ForCoordinators\n    return member",
        "    return member",
        ("test_only_coordinators_run_a_partnership",),
    ),
    Guard(
        "another partner's answer",
        "bot/usecases/rsvps.py",
        '    if not chosen:\n        raise NotFound("organisation")\n',
        "",
        ("test_one_partner_cannot_answer_for_another",),
    ),
    Guard(
        "former representative",
        "bot/domain/people.py",
        "        speaks = self.since <= day and (self.until is None or day < self.until)\n",
        "        speaks = True\n",
        (
            "test_a_former_representative_sees_and_answers_nothing",
            "test_who_no_longer_represents_anybody_is_refused_and_sees_nothing",
        ),
    ),
    Guard(
        "former coordinator",
        "bot/usecases/coordinators.py",
        '    member.must_coordinate("partnership")\n',
        "",
        ("test_a_coordination_is_ended_by_coordinators_of_that_partnership_alone",),
    ),
    Guard(
        "former coordinator",
        "bot/usecases/coordinators.py",
        "        await tx.people.end_coordination(person.id, partnership_id)\n",
        "",
        ("test_whoever_no_longer_coordinates_is_told_warmly_and_can_do_nothing_more",),
    ),
    Guard(
        "former coordinator",
        "bot/usecases/coordinators.py",
        "        await _end_dialog(tx, person, partnership_id)\n",
        "",
        ("test_what_a_former_coordinator_had_begun_for_the_partnership_ends",),
    ),
    Guard(
        "former coordinator",
        "bot/usecases/last_look.py",
        "        await _must_coordinate(tx, delivery, person, now=now)\n",
        "        pass\n",
        ("test_what_was_queued_for_a_coordinator_stays_away_when_they_no_longer_are_one",),
    ),
    Guard(
        "former coordinator",
        "bot/domain/people.py",
        "        if self.of_one:\n            raise LastCoordinator(partnership=self.partnership.name)\n",
        "",
        ("test_the_last_coordinator_may_not_go",),
    ),
    Guard(
        "group",
        "bot/handlers/routes.py",
        "    if not visit.private:\n        raise PrivateOnly  # what a button shows is meant for one pair of eyes; "
        "a group has none of ours yet\n",
        "",
        (
            "test_in_a_group_everything_personal_is_sent_to_the_private_chat",
            "test_in_a_group_nobody_presses_what_is_a_coordinators",
        ),
    ),
    Guard(
        "group",
        "bot/handlers/routes.py",
        "    if not visit.private:\n        raise PrivateOnly\n    await handler",
        "    await handler",
        ("test_in_a_group_everything_personal_is_sent_to_the_private_chat",),
    ),
    Guard(
        "same press again",
        "bot/usecases/announcements.py",
        "        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts="
        '{"announcement_id": announcement.id}))\n        return announcement.id\n\n\nasync def begin_correction',
        "        return announcement.id\n\n\nasync def begin_correction",
        ("test_sent_twice_at_once_it_is_one_announcement",),
    ),
    Guard(
        "same press again",
        "bot/usecases/partners.py",
        "        await tx.dialogs.close(dialog.chat_id, invited(dialog.kind, issued))\n",
        "",
        ("test_pressing_twice_invites_once",),
    ),
    Guard(
        "same press again",
        "bot/usecases/people.py",
        "            joined = await _joined_already(tx, token, person, now=now)\n",
        "            joined = None\n",
        ("test_pressing_agree_twice_joins_once",),
    ),
)
