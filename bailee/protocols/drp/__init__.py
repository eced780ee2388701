"""The Data Rights Protocol 1.0, as the side that is asked reads and writes it.

https://github.com/consumer-reports-innovation-lab/data-rights-protocol: an agent whom people
authorized asks for them, in JSON that an Ed25519 signature stands before, all of it in base64.

May be imported by: rights, gateways.
"""
