"""The cabinet: where disclosure files lie, and what is put into one before anybody decides.

A file is a subject of its own, so that a dated gag can keep it out of the ledger and the copies of
whom it is about. A blind name leads from it to them and dies with them; the file keeps its papers
and says that the person is gone. An officer never sees a file about themselves.

Keeps: share.none, share.agency, officer.contact.
May be imported by: rights.disclosure.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from bailee.rights.cases import CASES, RIGHTS, Cases, number_of_case
from bailee.rights.disclosure.counts import Counts, Event
from bailee.rights.disclosure.file import (
    AFTER,
    BY_HOUSE,
    DisclosureError,
    DisclosureFile,
    Gag,
    Phase,
    Piece,
    Scope,
    evidence_of,
)
from bailee.rights.roles import Roles, staff
from bailee.terms import FolderId, ItemId, NotFoundError, SubjectId
from bailee.vault import Body, Holding, Vault
from bailee.vault.release import signer_of

__all__ = ["Cabinet", "Opened"]

_ABOUT, _PAPERS = "disclosed", FolderId("papers")
_MOST_CHARACTERS, _MOST_BYTES = 4_000, 5 * 1024 * 1024
_GAG_DAYS, _LIMIT_DAYS, _DAY_S = 366, 14, 86_400


class Opened(Struct, frozen=True):
    """A file as an officer sees it. `missing`: the evidence that it lacks now."""

    number: str
    file: DisclosureFile
    demands: tuple[str, ...]
    missing: tuple[str, ...]
    is_gone: bool
    is_told_after: bool


class Cabinet:
    """Files, and the evidence in them."""

    def __init__(self, vault: Vault, roles: Roles, counts: Counts) -> None:
        """Over the vault; `roles` say who is an officer."""
        self._vault, self._roles, self._counts = vault, roles, counts
        self.cases = Cases(vault, "disclosures", DisclosureFile)

    def about(self, number: str) -> SubjectId | None:
        """Whom a file is about; None once they are gone."""
        found = self._vault.names.find(_ABOUT, number.upper())
        return SubjectId(found.subject) if found else None

    async def open(
        self,
        handle: str,
        *,
        case: str,
        recipient: str,
        certificate: str,
        asked: Scope,
        officer: SubjectId,
        hours: int = 0,
    ) -> str:
        """Begin a file on what is asked about a member; its number.

        `hours`: how long an opening with a time limit lasts. Raises `NotFoundError`.
        """
        self._admit(officer, None)
        found, now = self._vault.names.find("handle", handle), self._vault.clock.now()
        if found is None or found.subject == officer:
            raise NotFoundError("there is no such account, or it is your own")
        about = SubjectId(found.subject)
        if case not in self._vault.policy_of(about).said.cases:
            raise DisclosureError("the policy that binds this person has no such case")
        if not asked.is_whole or not recipient.strip():
            raise DisclosureError("it is not said who asks for which categories, from when to when")
        number, subject = number_of_case(), await self._vault.admit()
        file = DisclosureFile(
            case=case,
            recipient=" ".join(recipient.split())[:200],
            at=now,
            by=officer,
            asked=asked,
            certificate=certificate.strip()[:20_000],
            expires_at=now + min(hours, _LIMIT_DAYS * 24) * 3600 if hours > 0 else 0,
        )
        await self._vault.names.add(_ABOUT, number, of=about)
        await self.cases.by(staff(officer)).open(subject, file, number=number)
        await self._counts.add(case, Event.ASKED)
        return number

    async def look(self, number: str, *, officer: SubjectId) -> Opened:
        """One file. Raises `NotFoundError`."""
        number = number.upper()
        about = self.about(number)
        self._admit(officer, about)
        file = await self.cases.by(staff(officer)).get(number)
        policy = self._vault.policy_of(about) if about else self._vault.policy
        clause = policy.said.cases.get(file.case)
        demands = tuple(sorted(clause.evidence)) if clause else ()
        found = evidence_of(file, self._vault.clock.now())
        missing = tuple(name for name in demands if name not in found)
        after = clause is not None and clause.under in AFTER
        return Opened(number, file, demands, missing, about is None, after)

    async def queue(self, *, officer: SubjectId) -> list[Opened]:
        """Every file that the officer may see, the newest first."""
        numbers = await self.cases.by(staff(officer)).all()
        seen = [one for one in numbers if self.about(one) != officer]
        found = [await self.look(one, officer=officer) for one in seen]
        return sorted(found, key=lambda one: -one.file.at)

    async def add(
        self,
        number: str,
        kind: str,
        *,
        officer: SubjectId,
        says: str = "",
        paper: bytes = b"",
        rank: str = "",
    ) -> None:
        """Put in a piece of evidence; what was decided before is to be decided anew.

        Raises `DisclosureError`, `NotFoundError`.
        """
        opened = await self._still_open(number, officer)
        if kind not in opened.demands or kind in BY_HOUSE:
            raise DisclosureError("this case asks for no such piece of evidence")
        if len(paper) > _MOST_BYTES:
            raise DisclosureError("a paper may have 5 MB at most")
        says = says.strip()[:_MOST_CHARACTERS]
        if not says and not paper:
            raise DisclosureError("the piece is empty: write it down, or attach the paper")
        piece = Piece(by=officer, at=self._vault.clock.now(), says=says, rank=rank)
        if paper:
            await self._keep(number, paper, officer)
            piece = replace(piece, sha256=sha256(paper).hexdigest(), size=len(paper))
        await self._put(opened, kind, piece, officer=officer)

    async def sign(
        self, number: str, *, officer: SubjectId, signature: bytes = b"", certificate: bytes = b""
    ) -> None:
        """Put in the signature on the document: verified by a pinned certificate, or as on a scan.

        Another officer compares the certificate's fingerprint with what the agency says by another
        way; a scan both officers check. Raises `PaperError`, `DisclosureError`.
        """
        opened, now = await self._still_open(number, officer), self._vault.clock.now()
        document = opened.file.pieces.get("document")
        if "signature" not in opened.demands or document is None or not document.sha256:
            raise DisclosureError("first attach the document that is signed")
        piece = Piece(by=officer, at=now, covers=document.sha256)
        if signature:
            paper = await self.paper(number, document.sha256, officer=officer)
            signer = signer_of(paper, signature, certificate, now=now)
            await self._keep(number, signature, officer)
            digest = sha256(signature).hexdigest()
            piece = replace(piece, sha256=digest, size=len(signature), signed_by=signer)
        await self._put(opened, "signature", piece, officer=officer)

    async def check(self, number: str, kind: str, *, officer: SubjectId) -> None:
        """Say that one has checked a piece oneself. Raises `NotFoundError`, `DisclosureError`."""
        opened = await self._still_open(number, officer)
        piece = opened.file.pieces.get(kind)
        if piece is None:
            raise NotFoundError("there is no such piece")
        checked = tuple(dict.fromkeys((*piece.checked, officer)))
        await self._put(opened, kind, replace(piece, checked=checked), officer=officer)

    async def gag(self, number: str, gag: Gag, *, officer: SubjectId) -> None:
        """Note that its subject may not be told until a day. Raises `DisclosureError`."""
        opened, now = await self._still_open(number, officer), self._vault.clock.now()
        if not now < gag.until <= now + _GAG_DAYS * _DAY_S:
            raise DisclosureError("a gag ends on a day, within a year")
        if not gag.authority.strip() or not gag.reference.strip():
            raise DisclosureError("a gag needs who ordered it, and where that is written")
        if opened.file.told_at:
            raise DisclosureError("they were told already")
        await self._write(number, _undone(replace(opened.file, gag=gag)), officer)

    async def paper(self, number: str, digest: str, *, officer: SubjectId) -> bytes:
        """An attachment by its SHA-256. Raises `NotFoundError`."""
        await self.look(number, officer=officer)
        held = self._held(number, officer)
        return (await held.shelf(_PAPERS).one(ItemId(digest))).body

    async def _keep(self, number: str, paper: bytes, officer: SubjectId) -> None:
        held = self._held(number, officer)
        await held.add_folder(_PAPERS, props={})
        await held.shelf(_PAPERS).put(ItemId(sha256(paper).hexdigest()), Body(paper))

    def _held(self, number: str, officer: SubjectId) -> Holding:
        whose = self.cases.whose(number)
        return self._vault.holding(CASES, of=whose, purpose=RIGHTS, actor=staff(officer))

    async def _put(self, opened: Opened, kind: str, piece: Piece, *, officer: SubjectId) -> None:
        pieces = {**opened.file.pieces, kind: piece}
        await self._write(opened.number, _undone(replace(opened.file, pieces=pieces)), officer)

    async def _write(self, number: str, file: DisclosureFile, officer: SubjectId) -> None:
        await self.cases.by(staff(officer)).change(number, file)

    async def _still_open(self, number: str, officer: SubjectId) -> Opened:
        opened = await self.look(number, officer=officer)
        if opened.file.phase in {Phase.RELEASED, Phase.REFUSED}:
            raise DisclosureError("this file is closed")
        return opened

    def _admit(self, officer: SubjectId, about: SubjectId | None) -> None:
        if officer == about or not self._roles.is_officer(officer):
            raise NotFoundError("there is no such file")


def _undone(file: DisclosureFile) -> DisclosureFile:
    """What was decided, was decided on something else."""
    return replace(file, first=None, second=None, phase=Phase.OPEN)
