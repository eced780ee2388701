"""An append-only log as a Merkle tree: hashes, proofs and signed heads, as values and functions.

Hashing and proofs are those of RFC 6962 §2.1; what is stored is laid out as C2SP tlog-tiles, signed
heads are C2SP tlog-checkpoint, a proof to take away is C2SP tlog-proof. Nothing here keeps, signs
or sends: hashes come from a callback, signatures from the caller.

May be imported by: keys, vault, rights, assembly, tests.
"""

from __future__ import annotations

from bailee.protocols.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.excerpt import Run, check_excerpt, excerpt
from bailee.protocols.tlog.hashing import EMPTY_ROOT, leaf_hash, node_hash
from bailee.protocols.tlog.note import Note, PublicKey, add_signature, open_note, sign_note
from bailee.protocols.tlog.offline import OfflineProof, check_offline
from bailee.protocols.tlog.proofs import (
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    verify_consistency,
    verify_inclusion,
)
from bailee.protocols.tlog.tree import Completed, Frontier, Hashes, Place, needed, root_of

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Completed",
    "Frontier",
    "Hashes",
    "Note",
    "OfflineProof",
    "Place",
    "ProofError",
    "PublicKey",
    "Run",
    "add_signature",
    "check_excerpt",
    "check_offline",
    "consistency_proof",
    "excerpt",
    "inclusion_proof",
    "inclusion_proofs",
    "leaf_hash",
    "needed",
    "node_hash",
    "open_checkpoint",
    "open_note",
    "root_of",
    "sign_checkpoint",
    "sign_note",
    "verify_consistency",
    "verify_inclusion",
]
