"""Clients that nobody here wrote, request by request, as read in their sources."""

from __future__ import annotations

import pytest

from tests.clients import vectors
from tests.clients.house import House
from tests.clients.player import Player, prepared


@pytest.mark.parametrize("name", vectors.names())
def test_a_client_finds_its_way_and_loses_nothing(name: str, house: House) -> None:
    vector = vectors.read(vectors.HERE / f"{name}.toml")
    player = Player(house.base, house.device("ada").login, http=house.client())
    assert prepared(player, vector).play(vector) >= len(vector.step)


@pytest.mark.parametrize("name", vectors.names())
def test_no_client_notices_who_holds_the_key(name: str, unlocked_house: House) -> None:
    vector = vectors.read(vectors.HERE / f"{name}.toml")
    login = unlocked_house.device("ada").login
    player = Player(unlocked_house.base, login, http=unlocked_house.client())
    assert prepared(player, vector).play(vector) >= len(vector.step)


def test_a_client_finds_its_way_over_tls(tls_house: House) -> None:
    vector = vectors.read(vectors.HERE / "apple-ios.toml")
    player = Player(tls_house.base, tls_house.device("ada").login, http=tls_house.client())
    assert prepared(player, vector).play(vector) >= len(vector.step)


@pytest.mark.parametrize("name", vectors.names())
def test_a_vector_says_where_it_was_read(name: str) -> None:
    vector = vectors.read(vectors.HERE / f"{name}.toml")
    assert vector.read_in
    assert all(step.says for step in vector.step)
