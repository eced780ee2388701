"""One visit: a request in a language, perhaps in a member's session, and the answer to it.

A page is a function from a visit to a response; `Doors` turns it into a route that has
looked after session, form and language, and tells every error as a page.
Keeps: access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bailee.pages.frame import cookies, forms, guards
from bailee.pages.frame.render import Templates
from bailee.pages.frame.speech import Speech, preferred
from bailee.pages.leaving.desks import AccountState
from bailee.pages.site import Site
from bailee.rights.roles import Role
from bailee.terms import ClauseId, Session

SAFE = frozenset({"GET", "HEAD"})
SEE_OTHER = 303
IDENTITY = ClauseId("access.identity")
MINUTE_S = 60


class SignedOutError(Exception):
    """The page is a member's, and nobody is signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all visits share."""

    site: Site
    templates: Templates

    @property
    def spoken(self) -> dict[str, Speech]:
        """The languages of the pages, by code."""
        return self.templates.spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request, its language and its form."""

    frame: Frame
    http: Request
    speech: Speech
    chosen: bool
    form: forms.Form = field(default_factory=dict[str, str])
    file: forms.Uploaded | None = None

    @property
    def site(self) -> Site:
        """Whom the page may ask."""
        return self.frame.site

    @property
    def csrf(self) -> str:
        """What a form of this visit must carry; a guest's carries nothing."""
        return ""

    @property
    def objects(self) -> bool:
        """Whether the browser asks that nothing be sold or shared (Global Privacy Control §3.2)."""
        return self.http.headers.get("sec-gpc", "").strip() == "1"

    def link(self, path: str, **query: str | int | None) -> str:
        """A path of ours; a language chosen by hand goes along, so that no cookie is needed."""
        wanted = {name: value for name, value in query.items() if value not in {None, ""}}
        if self.chosen:
            wanted["lang"] = self.speech.code
        if not wanted:
            return path
        return f"{path}{'&' if '?' in path else '?'}{urlencode(wanted)}"

    def languages(self) -> list[tuple[Speech, str]]:
        """The other languages, each with this page's address in it."""
        path = str(self.http.scope["path"]) if self.http.method in SAFE else "/"
        # A path that begins with two slashes would be another host's address in a link.
        path = "/" + quote(path.lstrip("/\\"))
        query = {name: value for name, value in self.http.query_params.items() if name != "lang"}
        return [
            (speech, f"{path}?{urlencode({**query, 'lang': code})}")
            for code, speech in self.frame.spoken.items()
            if code != self.speech.code
        ]

    def show(self, template: str, *, status: int = 200, **values: object) -> Response:
        """A page of ours."""
        page = self.frame.templates.get(template, code=self.speech.code)
        text = page.render(
            visit=self, link=self.link, here=self.http.url.path, status=status, **values
        )
        headers = {"content-language": self.speech.code, "vary": "accept-language, cookie"}
        return HTMLResponse(text, status_code=status, headers=headers)

    def go(self, path: str, **query: str | int | None) -> Response:
        """Send the browser on, to a path of ours, by GET."""
        return RedirectResponse(self.link(path, **query), SEE_OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberVisit(Visit):
    """A visit of somebody who is signed in."""

    session: Session
    token: str
    stands: AccountState
    takes_over: bool = False
    roles: frozenset[Role] = frozenset()
    turned: list[str] = field(default_factory=list[str])
    """The tokens that took this one's place during the visit; the browser is given the last."""

    @property
    def csrf(self) -> str:
        """What a form of this session must carry."""
        return self.session.csrf

    @property
    def unread(self) -> int:
        """How many notices the member has not opened."""
        return self.site.notices.unread(self.session.subject)

    def signed_out(self) -> Visit:
        """The same visit, of nobody any more."""
        return Visit(frame=self.frame, http=self.http, speech=self.speech, chosen=self.chosen)

    @property
    def is_confirmed(self) -> bool:
        """Whether a proof was given within the minutes that the policy says."""
        minutes = self.site.policy.value(IDENTITY, "minutes")
        return self.site.clock.now() - self.session.confirmed_at < minutes * MINUTE_S

    async def confirm(self, typed: str | None = None) -> None:
        """Have it proven again: by a passkey, or by what was typed (else the field `password`).

        Raises `SignInError`, `ThrottledError`.
        """
        account, party = self.site.account, self.site.party
        token = self.turned[-1] if self.turned else self.token
        answer = self.form.get("credential", "")
        if answer and party is not None:
            fresh = await account.confirm_with_passkey(token, answer, party)
        else:
            text = self.form.get("password", "") if typed is None else typed
            fresh = await account.confirm(token, text)
        self.turned.append(fresh)


Page = Callable[[Visit], Awaitable[Response]]
MemberPage = Callable[[MemberVisit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
Reader = Callable[[Request], Awaitable[tuple[forms.Form, forms.Uploaded | None]]]
Tell = Callable[[Visit, Exception], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Makes routes of pages."""

    frame: Frame
    tell: Tell

    def public(
        self,
        path: str,
        *,
        show: Page | None = None,
        take: Page | None = None,
        read: Reader = forms.without_file,
    ) -> Route:
        """A page for everybody: how it is shown, and how its form is read and taken."""
        pages = {method: page for method, page in (("GET", show), ("POST", take)) if page}

        async def endpoint(http: Request) -> Response:
            visit = self.guest(http)
            try:
                visit = await self._with_form(await self.visit(http), read)
                answer = await pages["GET" if http.method in SAFE else http.method](visit)
            except Exception as error:  # noqa: BLE001 - told as a page, and logged there
                answer = self.tell(visit, error)
            return self._turned(visit, answer)

        return Route(path, endpoint, methods=list(pages))

    def by_key(self, path: str, *, show: Page | None = None, take: Page | None = None) -> Route:
        """A page that a key in its address opens, whoever asks and from wherever.

        Its form may come from another program, so neither the session nor what was sent is looked
        at: nothing can be done but what the key is for.
        """
        pages = {method: page for method, page in (("GET", show), ("POST", take)) if page}

        async def endpoint(http: Request) -> Response:
            visit = self.guest(http)
            try:
                return await pages["GET" if http.method in SAFE else http.method](visit)
            except Exception as error:  # noqa: BLE001 - told as a page, and logged there
                return self.tell(visit, error)

        return Route(path, endpoint, methods=list(pages))

    def member(
        self,
        path: str,
        *,
        show: MemberPage | None = None,
        take: MemberPage | None = None,
        read: Reader = forms.without_file,
    ) -> Route:
        """A page for a signed-in member; its form must also be of this session."""
        shown, taken = show and _for_member(show), take and _for_member(take)
        return self.public(path, show=shown, take=taken, read=read)

    async def told(self, http: Request, error: Exception) -> Response:
        """An error as a page, in the member's frame if the session can be had."""
        try:
            visit = await self.visit(http)
        except Exception:  # noqa: BLE001 - one error is enough to tell
            visit = self.guest(http)
        return self.tell(visit, error)

    def guest(self, http: Request) -> Visit:
        """A visit of nobody in particular."""
        chosen = self.frame.spoken.get(http.query_params.get("lang", ""))
        accept = http.headers.get("accept-language", "")
        return Visit(
            frame=self.frame,
            http=http,
            speech=chosen or preferred(accept, self.frame.spoken),
            chosen=chosen is not None,
        )

    async def visit(self, http: Request) -> Visit:
        """A visit of whoever the browser's cookie says."""
        guest = self.guest(http)
        token = cookies.token_of(http, secure=self.frame.site.is_secure)
        session = await self.frame.site.account.session(token) if token else None
        if session is None:
            return guest
        return MemberVisit(
            frame=guest.frame,
            http=http,
            speech=await self._speech(guest, session),
            chosen=guest.chosen,
            session=session,
            token=token,
            stands=self.frame.site.states.of(session.subject),
            roles=self.frame.site.roles(session.subject),
            takes_over=await self.frame.site.takes_over(session.subject),
        )

    async def _speech(self, guest: Visit, session: Session) -> Speech:
        """By hand, else as the member's profile says, else as the browser does."""
        if guest.chosen:
            return guest.speech
        wanted = await self.frame.site.account.language(session)
        return self.frame.spoken.get(wanted.partition("-")[0], guest.speech)

    def _turned(self, visit: Visit, answer: Response) -> Response:
        """The answer, with the token that took the session's place if one did."""
        if isinstance(visit, MemberVisit) and visit.turned and "set-cookie" not in answer.headers:
            cookies.give(answer, visit.turned[-1], secure=self.frame.site.is_secure)
        return answer

    async def _with_form(self, visit: Visit, read: Reader) -> Visit:
        if visit.http.method in SAFE:
            return visit
        guards.from_our_pages(visit.http, origins=self.frame.site.origins)
        form, file = await read(visit.http)
        return replace(visit, form=form, file=file)


def _for_member(page: MemberPage) -> Page:
    async def for_member(visit: Visit) -> Response:
        if not isinstance(visit, MemberVisit):
            raise SignedOutError
        if visit.http.method not in SAFE:
            guards.in_this_session(visit.form, csrf=visit.csrf)
        return await page(visit)

    return for_member
