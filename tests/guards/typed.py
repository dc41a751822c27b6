"""What people type and send: markup, links, formulas, calendar lines, file names, bombs, half characters."""

from tests.guards.guard import Guard

TYPED = (
    Guard(
        "HTML in a name",
        "bot/views/texts/__init__.py",
        "    return html.escape(fact, quote=False) if isinstance(fact, str) else fact",
        "    return fact",
        (
            "test_what_people_typed_is_escaped_exactly_once",
            "test_html_and_bidirectional_marks_in_names_are_shown_as_they_are_and_turn_nothing_round",
        ),
    ),
    Guard(
        "HTML in a name",
        "bot/views/calendar_page.py",
        "    title = escape(words.line(meeting.title))\n",
        "    title = words.line(meeting.title)\n",
        ("test_markup_in_titles_places_and_names_stays_text",),
    ),
    Guard(
        "HTML in a name",
        "bot/views/calendar_page.py",
        "        \"default-src 'none'\",\n",
        "",
        ("test_the_page_needs_nothing_from_elsewhere_and_its_policy_allows_nothing_else",),
    ),
    Guard(
        "turned-round name",
        "bot/domain/typed.py",
        '_INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\\r\\n", "\\n")))',
        'unicodedata.normalize("NFC", text.replace("\\r\\n", "\\n"))',
        ("test_html_and_bidirectional_marks_in_names_are_shown_as_they_are_and_turn_nothing_round",),
    ),
    Guard(
        "link in a name",
        "bot/handlers/visit.py",
        "names.without_links(typed.line(candidate[:NAME_LIMIT], 2 * NAME_LIMIT))",
        "typed.line(candidate[:NAME_LIMIT], 2 * NAME_LIMIT)",
        ("test_a_name_that_would_be_a_link_is_none_in_what_the_bot_says",),
    ),
    Guard(
        "link in a name",
        "bot/domain/names.py",
        '    return " ".join(_SIGN.sub("", apart).split())',
        '    return " ".join(apart.split())',
        ("test_a_name_links_to_nothing",),
    ),
    Guard(
        "line in a calendar",
        "bot/views/calendar_words.py",
        '_STACKED.sub(r"\\1", _UNSAFE.sub("", _BREAKS.sub("\\n", text)))',
        "text",
        ("test_no_text_breaks_out_of_its_property", "test_no_name_breaks_out_of_its_property"),
    ),
    Guard(
        "formula in a sheet",
        "bot/views/sheets.py",
        '            cell.data_type = "s"  # the library takes what begins with "=" for a formula\n',
        "",
        ("test_what_was_typed_stays_text", "test_every_cell_of_the_workbook_is_what_was_entered"),
    ),
    Guard(
        "formula in a sheet",
        "bot/views/sheets.py",
        "import io\n",
        "import csv\nimport io\n",
        ("test_nothing_that_people_send_is_opened_or_unpacked_and_no_csv_is_written",),
    ),
    Guard(
        "bomb in a file",
        "bot/views/sheets.py",
        "        from openpyxl import Workbook  # heavy",
        "        from openpyxl import Workbook, load_workbook  # heavy",
        ("test_nothing_that_people_send_is_opened_or_unpacked_and_no_csv_is_written",),
    ),
    Guard(
        "bomb in a file",
        "bot/domain/report_texts.py",
        '    if not photo and shown.rpartition(".")[2].lower() not in FILES | PICTURES:\n'
        "        raise FileWrongKind(name=shown)\n",
        "",
        ("test_a_file_is_taken_and_passed_on_and_a_wrong_one_is_refused",),
    ),
    Guard(
        "path in a file name",
        "bot/domain/report_texts.py",
        're.split(r"[/\\\\]", name)[-1]',
        "name",
        ("test_a_file_is_taken_by_its_kind_and_size_and_keeps_only_its_name",),
    ),
    Guard(
        "path in a file name",
        "bot/gateway/transport.py",
        '_ODD_IN_A_FILE_NAME.sub(" ", file_name.encode("utf-8", "replace").decode())',
        'file_name.encode("utf-8", "replace").decode()',
        ("test_a_file_goes_under_its_own_name_and_nothing_else_can_be_smuggled_in",),
    ),
    Guard(
        "path in a file name",
        "bot/views/calendar.py",
        '    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_NAME_LENGTH].strip("-")',
        "    return ascii_only[:_NAME_LENGTH]",
        ("test_a_file_has_a_name_that_every_system_takes",),
    ),
    Guard(
        "half a character",
        "bot/gateway/transport.py",
        "            answer = _parse_leniently(payload)\n",
        "            answer = None\n",
        ("test_half_a_surrogate_pair_in_an_update_does_not_stop_polling",),
    ),
    Guard(
        "half a character",
        "bot/domain/typed.py",
        '    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")',
        "    return text",
        ("test_half_a_surrogate_pair_is_answered_like_any_other_text",),
    ),
    Guard(
        "statement in a text",
        "storage/restore.py",
        'text("SELECT setval(CAST(:named AS regclass), :number)")',
        "text(f\"SELECT setval('{table.name}_id_seq', {highest + LEFT_OUT})\")",
        ("test_no_statement_is_put_together_from_texts",),
    ),
)
