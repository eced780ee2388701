"""Entries of registers, and a policy that allows them."""

from __future__ import annotations

from datetime import date

from bailee.rights.registers import Processor, Product
from tests.policy.files import ACCOUNT, HOME, SYNC

WORKING = (
    HOME
    + """
[case.processors]
under = "share.processors"
says.en = "Who works for us does so by contract, and is in a public list."
says.de = "Wer für uns arbeitet, tut es mit Vertrag und steht in einer offenen Liste."
evidence = ["contract", "register-entry", "confidentiality"]
categories = ["account"]
"""
)
MAILERS = Processor(
    id="mailers",
    name="Example Mailers",
    contact="mailto:privacy@mailers.example",
    contract="AVV 2026/4",
    signed_on=date(2026, 1, 1),
    categories=(ACCOUNT,),
    purposes=(SYNC,),
    country="DE",
    deletion="mailto:erase@mailers.example",
    is_confidential=True,
)
KEYBOARD = Product(
    id="keyboard", name="Quick Keys", maker="Keyboard Makers", policy="https://keys.example/privacy"
)
