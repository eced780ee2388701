"""Running houses: a plain one, one with TLS, one whose keys the devices hold; and an empty book."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients import house as houses
from tests.clients.book import Book


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """Bailee on plain HTTP, as behind somebody's own proxy."""
    with houses.House(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def tls_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """Bailee as it starts by itself, with the certificate that it makes."""
    with houses.House(tmp_path_factory.mktemp("tls_house"), tls=True) as house:
        yield house


@pytest.fixture(scope="session")
def unlocked_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """Bailee under a policy by which it can read contacts only while a device is connected."""
    with houses.House(tmp_path_factory.mktemp("unlocked"), custody="unlocked") as house:
        yield house


@pytest.fixture
def book(house: houses.House) -> Book:
    """Ada's address book, empty."""
    book = house.book("ada")
    book.empty()
    return book
