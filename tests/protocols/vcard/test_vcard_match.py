"""A query finds the cards that it asks for (RFC 6352 §10.5), and its hint never hides one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols import vcard
from bailee.protocols.content.text import unescape
from bailee.protocols.dav.filters import (
    Collation,
    Filter,
    MatchType,
    ParamFilter,
    PropFilter,
    Test,
    TextMatch,
)
from bailee.protocols.vcard.lines import parse
from tests.protocols.vcard.cards import card, cards, texts, vector

CARD = card(
    "N:Lovelace;Ada;Augusta,King;Countess;",
    "item1.EMAIL;TYPE=home,pref:ada@example.org",
    'EMAIL;TYPE="work":lovelace@engines.example.org',
    "TEL;CELL:+44 20",
    "NOTE:Straße\\, soirée\\nΣίσυφος",  # noqa: RUF001 - Greek has two small letters for one
    "CATEGORIES:Friends,Poets",
    "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 40,
    "ADR;LABEL=a^nb:;;1 Street;London;;;",
    name="FN:Countess Ada",
)


def asks(*props: PropFilter, test: Test = Test.ANY) -> bool:
    return vcard.CardFilter(Filter(test, props)).matches(CARD)


def text(name: str, *matches: TextMatch, test: Test = Test.ANY) -> PropFilter:
    return PropFilter(name, test, text_matches=matches)


def param(name: str, *params: ParamFilter, test: Test = Test.ANY) -> PropFilter:
    return PropFilter(name, test, param_filters=params)


def test_a_query_without_conditions_asks_for_every_card() -> None:
    assert asks()
    assert vcard.CardFilter(Filter()).hint() is None


def test_a_property_is_there_or_not() -> None:
    assert asks(PropFilter("NOTE"))
    assert not asks(PropFilter("BDAY"))
    assert asks(PropFilter("BDAY", is_not_defined=True))
    assert not asks(PropFilter("NOTE", is_not_defined=True))
    assert asks(PropFilter("ITEM1.EMAIL"))
    assert not asks(PropFilter("ITEM1.TEL"))
    assert not asks(PropFilter("BEGIN"))


@pytest.mark.parametrize(
    ("name", "type_", "value", "expected"),
    [
        ("FN", MatchType.CONTAINS, "SS AD", True),
        ("FN", MatchType.EQUALS, "countess ada", True),
        ("FN", MatchType.EQUALS, "ada", False),
        ("FN", MatchType.STARTS_WITH, "countess", True),
        ("FN", MatchType.STARTS_WITH, "ada", False),
        ("FN", MatchType.ENDS_WITH, "ada", True),
        ("N", MatchType.EQUALS, "lovelace", True),
        ("N", MatchType.STARTS_WITH, "king", True),
        ("N", MatchType.CONTAINS, "lovelace;ada", True),
        ("CATEGORIES", MatchType.EQUALS, "poets", True),
        ("ADR", MatchType.EQUALS, "london", True),
        ("EMAIL", MatchType.ENDS_WITH, "engines.example.org", True),
        ("NOTE", MatchType.CONTAINS, "strasse, soir", True),
        ("NOTE", MatchType.CONTAINS, "soire\u0301e\nσίσυφοσ", True),  # noqa: RUF001 - as above
        ("NOTE", MatchType.CONTAINS, "soiree", False),
        ("NOTE", MatchType.EQUALS, "", False),
        ("NOTE", MatchType.CONTAINS, "", True),
        ("PHOTO", MatchType.CONTAINS, "qujd", False),
    ],
)
def test_a_text_is_found_where_it_was_asked_for(
    name: str, type_: MatchType, value: str, *, expected: bool
) -> None:
    assert asks(text(name, TextMatch(value, type_))) is expected
    assert asks(text(name, TextMatch(value, type_, negate=True))) is not expected or name == "EMAIL"


@pytest.mark.parametrize(
    ("collation", "value", "expected"),
    [
        (Collation.OCTET, "Straße", True),
        (Collation.OCTET, "straße", False),
        (Collation.ASCII, "STRAßE", True),
        (Collation.ASCII, "STRASSE", False),
        (Collation.ASCII, "SOIRÉE", False),
        (Collation.UNICODE, "SOIRÉE", True),
        (Collation.UNICODE, "STRASSE", True),
    ],
)
def test_collations_differ_in_what_is_equal(
    collation: Collation, value: str, *, expected: bool
) -> None:
    assert asks(text("NOTE", TextMatch(value, collation=collation))) is expected


def test_one_and_the_same_property_must_meet_all_conditions() -> None:
    engines = TextMatch("engines")
    work = ParamFilter("TYPE", text_match=TextMatch("work", MatchType.EQUALS))
    home = ParamFilter("TYPE", text_match=TextMatch("home", MatchType.EQUALS))
    assert asks(PropFilter("EMAIL", Test.ALL, text_matches=(engines,), param_filters=(work,)))
    assert not asks(PropFilter("EMAIL", Test.ALL, text_matches=(engines,), param_filters=(home,)))
    assert asks(PropFilter("EMAIL", Test.ANY, text_matches=(engines,), param_filters=(home,)))


def test_parameters_are_there_or_not_and_have_values() -> None:
    assert asks(param("EMAIL", ParamFilter("TYPE")))
    assert not asks(param("NOTE", ParamFilter("TYPE")))
    assert asks(param("NOTE", ParamFilter("TYPE", is_not_defined=True)))
    assert not asks(param("EMAIL", ParamFilter("TYPE", is_not_defined=True)))
    assert asks(param("TEL", ParamFilter("TYPE", text_match=TextMatch("cell"))))
    assert asks(param("ADR", ParamFilter("LABEL", text_match=TextMatch("a\nb"))))
    not_home = TextMatch("home", MatchType.EQUALS, negate=True)
    assert asks(param("EMAIL", ParamFilter("TYPE", text_match=not_home)))
    assert not asks(param("ITEM1.EMAIL", ParamFilter("TYPE", text_match=not_home)))
    assert not asks(param("NOTE", ParamFilter("TYPE", text_match=not_home)))


def test_any_or_all_of_several_properties() -> None:
    yes, no = text("FN", TextMatch("ada")), text("FN", TextMatch("ben"))
    assert asks(yes, no)
    assert not asks(yes, no, test=Test.ALL)
    assert asks(yes, PropFilter("BDAY", is_not_defined=True), test=Test.ALL)


def test_every_multi_instance_is_looked_at() -> None:
    assert asks(text("EMAIL", TextMatch("ada@"), TextMatch("nobody")))
    assert not asks(text("EMAIL", TextMatch("ada@"), TextMatch("lovelace@"), test=Test.ALL))


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (Filter(Test.ANY, (text("FN", TextMatch("Müller")),)), "muller"),
        (Filter(Test.ANY, (text("FN", TextMatch("x")), text("EMAIL", TextMatch("X")))), "x"),
        (Filter(Test.ANY, (text("FN", TextMatch("ann")), text("N", TextMatch("anna")))), "ann"),
        (Filter(Test.ANY, (text("FN", TextMatch("ann")), text("N", TextMatch("bo")))), None),
        (Filter(Test.ALL, (text("FN", TextMatch("ann")), text("N", TextMatch("booth")))), "booth"),
        (Filter(Test.ALL, (PropFilter("TEL"), text("FN", TextMatch("ann")))), "ann"),
        (Filter(Test.ANY, (PropFilter("TEL"), text("FN", TextMatch("ann")))), None),
        (Filter(Test.ANY, (text("FN", TextMatch("ann", negate=True)),)), None),
        (Filter(Test.ANY, (PropFilter("FN", is_not_defined=True),)), None),
        (Filter(Test.ANY, (text("PRODID", TextMatch("apple")),)), None),
        (Filter(Test.ANY, (text("FN", TextMatch("")),)), None),
        (Filter(Test.ANY, (text("FN", TextMatch("\u0301")),)), None),
        (Filter(Test.ANY, (param("FN", ParamFilter("TYPE", text_match=TextMatch("a"))),)), None),
    ],
)
def test_a_hint_is_what_every_card_found_must_hold(asked: Filter, hint: str | None) -> None:
    assert vcard.CardFilter(asked).hint() == hint


CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.swapcase, str.casefold]
text_matches = st.builds(
    TextMatch,
    texts,
    st.sampled_from(MatchType),
    st.sampled_from(Collation),
    st.sampled_from([False, False, True]),
)


@st.composite
def queries(draw: st.DrawFn, body: bytes) -> Filter:
    """Draw a query for pieces of what is in a card, in any case, so that it is often found."""

    def piece(value: str) -> TextMatch:
        start = draw(st.integers(0, len(value)))
        cut = value[start : start + draw(st.integers(1, 8))]
        case = draw(st.sampled_from(CASES))
        return TextMatch(case(cut), collation=draw(st.sampled_from(Collation)))

    def prop() -> PropFilter:
        _, name, _, value = draw(st.sampled_from(parse(body)))
        others = draw(st.lists(text_matches, max_size=1))
        matches = (piece(unescape(value)), *others)
        return PropFilter(name.upper(), draw(st.sampled_from(Test)), text_matches=matches)

    props = [prop() for _ in range(draw(st.integers(1, 2)))]
    return Filter(draw(st.sampled_from(Test)), tuple(props))


@given(st.data(), cards())
def test_a_hint_never_hides_a_card_that_matches(data: st.DataObject, body: bytes) -> None:
    asked = vcard.CardFilter(data.draw(queries(body)))
    hint = asked.hint()
    if asked.matches(body) and hint is not None:
        assert hint in vcard.read(body).text


@given(st.text(), st.text(), st.text())
def test_what_is_in_a_text_is_in_its_searchable_form(before: str, word: str, after: str) -> None:
    assert vcard.searchable(word) in vcard.searchable(before + word + after)


def test_cards_of_clients_are_found_by_what_people_type() -> None:
    asked = vcard.CardFilter(Filter(props=(text("FN", TextMatch("öztürk")),)))
    assert asked.matches(vector("ios"))
    assert not asked.matches(vector("gnome"))
