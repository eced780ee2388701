"""Signing up: who somebody wants to be here, an address, its code, a way in, and they are in.

The way in is a password or a passkey. For the passkey the code is taken first, so that no passkey
is made for an account that never comes to be.

Until the code is typed nothing is kept of anybody but in memory, bounded and for a quarter of an
hour. An address that has an account already is answered alike, and gets a letter that says so.

Keeps: collect.account, children.approval, use.safety.
May be imported by: services.account.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.protocols.addresses import same
from bailee.rights.guardians import Approvals, Asked, Contact
from bailee.rights.notices.plain import send
from bailee.rights.notices.post import Post
from bailee.services.account.account import Account
from bailee.services.account.addresses import Address, AddressError, Addresses, letters
from bailee.services.account.codes import CodeError, Codes, Sendings
from bailee.services.account.credentials import check_new
from bailee.services.account.errors import HandleError
from bailee.services.account.joining.ages import Age, Ages
from bailee.services.account.joining.invitations import InvitationError, Invitations
from bailee.services.account.joining.rules import ClosedError, Registration, Rules
from bailee.services.account.members import NewMember, Opening, handle_of, normal
from bailee.services.account.proofs.ceremony import Party
from bailee.services.account.proofs.passkeys import First
from bailee.terms import BAILEE, ExistsError, NotFoundError, State, SubjectId
from bailee.vault import Vault

__all__ = ["Joining", "SignUp"]

_JOINED = "guardian-joined"


class SignUp(Struct, frozen=True):
    """What waits for a code: who somebody wants to be, and how they may."""

    handle: str
    address: Address
    name: str = ""
    invitation: str = ""
    language: str = "en"


class _Proven(Struct, frozen=True):
    """Whose code was right; `subject` is who they will be, which a passkey has to know."""

    wish: SignUp
    subject: SubjectId


class Joining:
    """The way to an account; `rules` is the operator's."""

    def __init__(
        self,
        vault: Vault,
        post: Post,
        *,
        members: Account,
        addresses: Addresses,
        approvals: Approvals,
    ) -> None:
        """Nobody may join until the operator says so."""
        self._vault, self._post = vault, post
        self._members, self._addresses, self._approvals = members, addresses, approvals
        self._passkeys = members.passkeys
        self.rules = Rules()
        self.ages, self.invitations = Ages(approvals, vault.clock), Invitations(vault)
        self._codes: Codes[SignUp] = Codes(vault.clock)
        self._proven: Codes[_Proven] = Codes(vault.clock)
        self._to = Sendings(vault.clock)
        self._from = Sendings(vault.clock, at_most=20, apart_s=0)

    async def check(self, invitation: str) -> None:
        """Whether somebody may join, with this invitation or none. Raises `ClosedError`."""
        if self.rules.registration is Registration.OPEN:
            return
        if self.rules.registration is Registration.INVITED and (
            self.invitations.is_good(invitation) or await self._is_guardian(invitation)
        ):
            return
        raise ClosedError("nobody can sign up here without an invitation")

    async def _is_guardian(self, ticket: str) -> bool:
        """The question to a guardian lets them open an account to answer from, one."""
        asked = await self._approvals.question(ticket)
        return asked is not None and self._vault.names.find(_JOINED, asked.child) is None

    # Who is old enough

    async def begin(self, wish: SignUp, *, age: str, network: str) -> str:
        """Send the code; the ticket that the next form carries.

        Raises `ClosedError`, `CodeError` when the age has to be asked again, `HandleError`,
        `ThrottledError`, `PostError`.
        """
        await self.check(wish.invitation)
        known = self.ages.find(age)
        if known is None or known.is_child:
            raise CodeError
        handle = handle_of(wish.handle)
        self._from.count(network)
        if self._vault.names.find("handle", handle) is not None:
            raise HandleError("this handle is taken", hint="choose another one")
        return await self._send(wish)

    async def _send(self, wish: SignUp) -> str:
        self._to.count(same(wish.address.value))
        ticket, code = self._codes.issue(wish)
        if self._addresses.is_taken(wish.address):
            self._codes.drop(ticket)
            ticket, _ = self._codes.issue(wish)  # whose code nobody gets to know
            words = letters.taken(wish.language)
        else:
            words = letters.code(code, wish.language)
        await send(self._post, wish.address, words)
        return ticket

    def waiting(self, ticket: str) -> SignUp:
        """What waits with a ticket. Raises `CodeError`."""
        wish = self._codes.peek(ticket)
        if wish is None:
            raise CodeError
        return wish

    async def send_again(self, ticket: str, *, network: str) -> str:
        """Send another code; the one before is void. Raises as `begin`."""
        wish = self.waiting(ticket)
        self._from.count(network)
        again = await self._send(wish)
        self._codes.drop(ticket)
        return again

    async def confirm(self, ticket: str, code: str, *, password: str) -> NewMember:
        """Make the member.

        Raises `PasswordError`, `CodeError`, `InvitationError`, `HandleError`, `AddressError`.
        """
        check_new(password)
        proven = _Proven(self._codes.redeem(ticket, code), self._vault.draw())
        return await self._join(proven, self._members.by_password(password), told=password)

    def prove(self, ticket: str, code: str) -> str:
        """Take the code first, and ask for a way in after it: the ticket for that.

        Raises `CodeError`.
        """
        wish = self._codes.redeem(ticket, code)
        return self._proven.issue(_Proven(wish, self._vault.draw()))[0]

    def proven(self, ticket: str) -> SignUp:
        """Who may choose a way in with this ticket. Raises `CodeError`."""
        return self._of(ticket).wish

    def _of(self, ticket: str) -> _Proven:
        found = self._proven.peek(ticket)
        if found is None:
            raise CodeError
        return found

    def asked_for_passkey(self, ticket: str, party: Party) -> str:
        """What their browser is asked to make a passkey of, as JSON. Raises `CodeError`."""
        found = self._of(ticket)
        return self._passkeys.asked_to_join(found.subject, party, name=handle_of(found.wish.handle))

    async def enter(self, ticket: str, *, password: str) -> NewMember:
        """Make the member whose code was taken. Raises as `confirm`."""
        check_new(password)
        found = self._of(ticket)
        self._proven.drop(ticket)
        return await self._join(found, self._members.by_password(password), told=password)

    async def enter_with_passkey(
        self, ticket: str, party: Party, *, answer: str, name: str
    ) -> tuple[NewMember, First]:
        """The same, by a passkey called `name`. Raises `PasskeyError` and as `confirm`."""
        found = self._of(ticket)
        first = self._passkeys.first(found.subject, party, answer=answer, name=name)
        self._proven.drop(ticket)
        return await self._join(found, self._by(first)), first

    def _by(self, first: First) -> Opening:
        async def keep(subject: SubjectId) -> None:
            await self._passkeys.begin(subject, first)

        return keep

    async def _join(self, proven: _Proven, opening: Opening, *, told: str = "") -> NewMember:
        wish = proven.wish
        by = await self._use(wish.invitation)
        try:
            return await self._make(proven, opening, told)
        except (HandleError, AddressError):
            if by is not None:
                await self.invitations.give_back(wish.invitation, by=by)
            raise

    async def _use(self, invitation: str) -> SubjectId | None:
        if self.rules.registration is Registration.OPEN:
            return None
        await self.check(invitation)
        asked = await self._approvals.question(invitation)
        if asked is None:
            return await self.invitations.use(invitation)
        # By the child, not by the link: the child can have as many links sent as they like.
        if not await self._vault.names.add(
            _JOINED, asked.child, of=asked.child, until=asked.ends_at
        ):
            raise InvitationError("this invitation was used, or is too old")
        return None

    async def _make(self, proven: _Proven, opening: Opening, told: str) -> NewMember:
        wish = proven.wish
        member = await self._members.add_opened(
            wish.handle, opening, subject=proven.subject, name=wish.name, told=told
        )
        if not await self._addresses.keep(member.subject, wish.address, actor=BAILEE):
            await self._vault.forget(member.subject, actor=BAILEE)
            raise AddressError("this address cannot be had", hint="give another one")
        return member

    # Who is not

    async def ask_guardian(
        self, age: Age, handle: str, contact: str, *, invitation: str, network: str, language: str
    ) -> str:
        """Let a child's account wait, and ask the guardian: the code to come back with.

        Raises `ClosedError`, `ContactError`, `HandleError`, `ThrottledError`, `PostError`.
        """
        await self.check(invitation)
        if age.born is None:
            raise CodeError
        whom, handle = Contact.read(contact), handle_of(handle)
        self._from.count(network)
        self._to.count(same(whom.value))
        by = await self._use(invitation)
        try:
            return await self._approvals.begin(handle, age.born, whom, language=language)
        except BaseException as error:
            if by is not None:
                await self.invitations.give_back(invitation, by=by)
            if isinstance(error, ExistsError):
                raise HandleError("this handle is taken", hint="choose another one") from error
            raise

    async def waiting_child(self, handle: str, code: str) -> Asked | None:
        """The account that a child comes back to, by its name and code."""
        return await self._approvals.waiting(normal(handle), code)

    async def ask_guardian_again(
        self, handle: str, code: str, contact: str, *, network: str
    ) -> None:
        """Ask once more. Raises as `ask_guardian`, and `NotFoundError`."""
        asked = await self.waiting_child(handle, code)
        if asked is None:
            raise NotFoundError("nobody waits here by this name and code")
        await self.ask_another_guardian(asked.child, contact, network=network)

    async def ask_another_guardian(self, child: SubjectId, contact: str, *, network: str) -> None:
        """Ask at an address, for a child that waits. Raises as `ask_guardian`, `NotFoundError`."""
        whom = Contact.read(contact)
        self._from.count(network)
        self._to.count(same(whom.value))
        await self._approvals.ask_again(child, whom)

    async def finish(self, handle: str, code: str, *, password: str) -> NewMember:
        """Give an approved child a password to sign in with; the code is void then.

        Raises `PasswordError`, `NotFoundError`.
        """
        check_new(password)
        asked = await self._approved(handle, code)
        return await self._arrive(asked, self._members.by_password(password), told=password)

    def asked_of_child(self, asked: Asked, party: Party) -> str:
        """What an approved child's browser is asked to make a passkey of, as JSON."""
        return self._passkeys.asked_to_join(asked.child, party, name=asked.handle)

    async def finish_with_passkey(
        self, handle: str, code: str, party: Party, *, answer: str, name: str
    ) -> tuple[NewMember, First]:
        """The same as `finish`, by a passkey called `name`. Raises `PasskeyError` as well."""
        asked = await self._approved(handle, code)
        first = self._passkeys.first(asked.child, party, answer=answer, name=name)
        return await self._arrive(asked, self._by(first)), first

    async def _approved(self, handle: str, code: str) -> Asked:
        asked = await self.waiting_child(handle, code)
        if asked is None or asked.state is not State.ACTIVE:
            raise NotFoundError("nobody was approved here by this name and code")
        return asked

    async def _arrive(self, asked: Asked, opening: Opening, *, told: str = "") -> NewMember:
        made = await self._members.furnish(asked.child, asked.handle, opening, told=told)
        await self._approvals.arrived(asked.child)
        return made

    def drop_stale(self) -> None:
        """Forget what waited too long."""
        self._codes.drop_stale()
        self._proven.drop_stale()
        self.ages.drop_stale()
