"""Keys in a PKCS#11 module: a hardware token, or SoftHSM on a machine that has it.

Sessions are not safe over a fork: each process opens its own, the first time it signs. The
module is told nothing about threads, so one call at a time.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import (
    encode_ec_public_key,
    encode_ecdsa_signature,
    encode_named_curve_parameters,
)

from tinhso.documents.gateways.key_stores import KeyNotFound, write_private

SOFTHSM_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
_TOKEN = "tinhso"  # noqa: S105 - the label of a token
_lock = threading.RLock()
_started: dict[str, tuple[int, str]] = {}


def find_softhsm() -> str:
    """Give the path of SoftHSM's module where it and its tool are installed, else nothing."""
    if not shutil.which("softhsm2-util"):
        return ""
    return next((module for module in SOFTHSM_MODULES if Path(module).exists()), "")


class Pkcs11Keys:
    """Keys in a token of a PKCS#11 module."""

    name = "pkcs11"

    def __init__(self, module: str, token: str, pin: str, configuration: str = "") -> None:
        self._module = module
        self._token = token
        self._pin = pin
        self._configuration = configuration
        self._session: pkcs11.Session | None = None
        self._opened_in: tuple[int, str] | None = None

    def create_key(self, label: str) -> ec.EllipticCurvePublicKey:
        """Make a key pair inside the token; its private half cannot be read out."""
        with _lock:
            parameters = self._open().create_domain_parameters(
                KeyType.EC,
                {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
                local=True,
            )
            public, _private = parameters.generate_keypair(
                store=True,
                label=label,
                id=hashlib.sha256(label.encode()).digest()[:16],
                mechanism=Mechanism.EC_KEY_PAIR_GEN,
            )
            encoded = encode_ec_public_key(public)
        key = serialization.load_der_public_key(encoded)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise TypeError("The token gave a key of another kind.")
        return key

    def sign(self, label: str, message: bytes) -> bytes:
        """Sign a message with ECDSA and SHA-256; the signature is in DER.

        The digest is made here: SoftHSM knows the raw ``CKM_ECDSA`` only.
        """
        digest = hashlib.sha256(message).digest()
        with _lock:
            try:
                key: Any = self._open().get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
            except pkcs11.NoSuchKey as error:
                raise KeyNotFound(label) from error
            return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=Mechanism.ECDSA)))

    def _open(self) -> pkcs11.Session:
        here = (os.getpid(), self._configuration)
        if self._session is None or self._opened_in != here or _started.get(self._module) != here:
            token = _start(self._module, here).get_token(token_label=self._token)
            self._session = token.open(rw=True, user_pin=self._pin)
            self._opened_in = here
        return self._session


def _start(module: str, here: tuple[int, str]) -> Any:
    """Load a module, or start it anew in a new process or for another configuration."""
    _pid, configuration = here
    if configuration:
        os.environ["SOFTHSM2_CONF"] = configuration
    library = pkcs11.lib(module)
    if module in _started:
        library.reinitialize()
    _started[module] = here
    return library


def softhsm_keys(folder: Path, module: str) -> Pkcs11Keys:
    """Give the keys of a SoftHSM token kept in a folder, made the first time it is asked for."""
    configuration, pin_file = folder / "softhsm2.conf", folder / "pin"
    if not pin_file.exists():
        _initialise_token(folder, configuration, pin_file)
    pin = pin_file.read_text(encoding="ascii")
    return Pkcs11Keys(module, _TOKEN, pin, str(configuration))


def _initialise_token(folder: Path, configuration: Path, pin_file: Path) -> None:
    tokens = folder / "tokens"
    tokens.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    configuration.write_text(
        f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n",
        encoding="utf-8",
    )
    pin = secrets.token_hex(16)
    command = ["softhsm2-util", "--init-token", "--free", "--label", _TOKEN]
    secret = ["--pin", pin, "--so-pin", secrets.token_hex(16)]
    environment = {**os.environ, "SOFTHSM2_CONF": str(configuration)}
    subprocess.run([*command, *secret], check=True, capture_output=True, env=environment)  # noqa: S603
    write_private(pin_file, pin.encode())
