"""The command line: `bailee start`, and what else an operator says.

May be imported by: nobody.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bailee import __version__
from bailee.commands import app, backup, bring, journal, keys, member, notice, policy, receipt
from bailee.commands.desk import agent, hold, request, retention, staff
from bailee.commands.desk.registers import processors, products, record
from bailee.commands.desk.review import review
from bailee.commands.start import start
from bailee.commands.trace import trace

__all__ = ["main"]

main = typer.Typer(
    name="bailee",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        typer.echo(f"Bailee {__version__}")
        raise typer.Exit


@main.callback()
def bailee(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Which one.")
    ] = False,
) -> None:
    """Run a device cloud that can only do what its privacy policy says."""


main.command()(start)
main.command("back-up")(backup.back_up)
main.command("import")(bring.import_)
main.add_typer(member.app, name="member")
main.add_typer(app.app, name="app")
main.add_typer(notice.app, name="notice")
main.add_typer(policy.app, name="policy")
main.add_typer(request.app, name="request")
main.add_typer(staff.app, name="staff")
main.add_typer(agent.app, name="agent")
main.add_typer(hold.app, name="hold")
main.add_typer(retention.app, name="retention")
main.add_typer(processors, name="processor")
main.add_typer(products, name="product")
main.command()(record)
main.command()(review)
main.add_typer(journal.app, name="journal")
main.add_typer(receipt.app, name="receipt")
main.add_typer(keys.app, name="keys")
main.command()(trace)

if __name__ == "__main__":
    main(prog_name="bailee")
