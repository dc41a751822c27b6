"""Secrets that open something: invitations, feeds, the webhook; and what is sent to the web port."""

from tests.guards.guard import Guard

ADDRESSES = (
    Guard(
        "guessed invitation",
        "bot/handlers/people.py",
        "    if guesses.too_many(visit.telegram_id, visit.now):\n        raise InvitationUnusable\n",
        "",
        ("test_who_has_tried_many_links_waits_an_hour_also_with_a_right_one",),
    ),
    Guard(
        "guessed invitation",
        "storage/invitations.py",
        '    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()',
        "    return secret",
        ("test_of_an_invitation_the_store_keeps_the_hash_alone",),
    ),
    Guard(
        "used or withdrawn invitation",
        "bot/domain/people.py",
        "        return self.withdrawn_at is None and self.uses_left > 0 and now < self.expires_at",
        "        return self.uses_left > 0",
        ("test_a_used_a_withdrawn_and_a_mangled_invitation_are_told_alike",),
    ),
    Guard(
        "used or withdrawn invitation",
        "bot/usecases/people.py",
        "        if not await tx.invitations.use(found.invitation.id):\n            raise InvitationUnusable\n",
        "",
        ("test_two_people_with_one_link_are_not_both_let_in",),
    ),
    Guard(
        "guessed feed",
        "bot/web/refusals.py",
        '    return _plain(404, _in_every_language("page-not-found"))',
        '    return _plain(404, f"{id(object())}")',
        ("test_whatever_is_unknown_gets_the_same_404_byte_for_byte",),
    ),
    Guard(
        "guessed feed",
        "bot/web/calendar.py",
        "        if not well_formed(secret):\n            return not_found()\n        key, arrived",
        "        key, arrived",
        ("test_a_malformed_secret_never_reaches_the_store",),
    ),
    Guard(
        "flood of guesses",
        "bot/web/guesses.py",
        "        self._say_so()\n        return False\n",
        "        return True\n",
        (
            "test_of_ten_thousand_guesses_a_minute_the_store_is_asked_about_a_few",
            "test_over_http_too_many_unknown_addresses_are_told_to_wait_while_calendars_and_pages_are_served",
        ),
    ),
    Guard(
        "flood of guesses",
        "bot/web/guesses.py",
        "        if secret in await self._all_secrets():\n            return True\n",
        "",
        ("test_a_subscriber_behind_the_same_address_is_let_in_meanwhile",),
    ),
    Guard(
        "withdrawn feed",
        "storage/feeds.py",
        '_WANTED = feeds.c.secret_hash == bindparam("secret_hash"), feeds.c.withdrawn_at.is_(None)',
        '_WANTED = (feeds.c.secret_hash == bindparam("secret_hash"),)',
        ("test_renewing_twice_leaves_one_address_that_works",),
    ),
    Guard(
        "somebody else's feed",
        "bot/usecases/calendars.py",
        "    if feed.person_id != known.person.id and feed.partnership_id not in running:\n"
        '        raise NotFound("feed")\n',
        "",
        ("test_somebody_elses_feed_can_be_neither_renewed_nor_withdrawn",),
    ),
    Guard(
        "forged webhook call",
        "bot/web/telegram.py",
        "hmac.compare_digest(given, self._doorbell.secret.encode())",
        "bool(given or True)",
        ("test_without_the_secret_the_address_looks_like_any_that_does_not_exist",),
    ),
    Guard(
        "forged webhook call",
        "bot/web/telegram.py",
        "hmac.compare_digest(given, self._doorbell.secret.encode())",
        "given == self._doorbell.secret.encode()",
        ("test_no_secret_is_compared_letter_by_letter",),
    ),
    Guard(
        "endless webhook call",
        "bot/web/telegram.py",
        "        if len(body) > LONGEST_BODY:\n            return None\n",
        "",
        ("test_two_megabytes_are_refused_whether_announced_or_not",),
    ),
    Guard(
        "replayed webhook call",
        "storage/rows.py",
        "    return Prepared(_insert(engine, table).on_conflict_do_nothing(), columns)",
        "    return Prepared(_insert(engine, table), columns)",
        ("test_an_update_that_comes_twice_is_stored_once",),
    ),
    Guard(
        "figures seen from outside",
        "deploy/caddy/Caddyfile",
        "@served path / /robots.txt ",
        "@served path / /metrics /robots.txt ",
        ("test_a_web_server_lets_calendars_and_the_webhook_through_and_nothing_that_is_for_those_inside",),
    ),
    Guard(
        "what a refusal teaches",
        "bot/web/uvicorn_server.py",
        "        server_header=False,\n",
        "",
        ("test_no_refusal_names_software_versions_or_files",),
    ),
    Guard(
        "redirect from Telegram's address",
        "bot/gateway/transport.py",
        "allow_redirects=False",
        "allow_redirects=True",
        ("test_a_redirect_is_not_followed",),
    ),
)
