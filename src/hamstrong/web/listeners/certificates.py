"""Certificates for the home network: an authority that stays on this machine, and a leaf it signs.

A phone that trusts the authority trusts all it signs, so it is bound by name constraints to
private addresses and local names: stolen, it can impersonate nothing outside the home network.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hamstrong.web.listeners.sockets import HOUSE_NETWORKS

AUTHORITY_LIFE = timedelta(days=10 * 365)
LEAF_LIFE = timedelta(days=396)  # with the day before, within the 398 days that browsers accept
_BEFORE = timedelta(days=1)  # clocks differ
_RENEW_BEFORE = timedelta(days=400)  # an authority must outlive what it signs
_HOUSE_DOMAINS = ("local", "lan", "home.arpa", "internal")


@dataclass(frozen=True)
class Authority:
    """The authority of one installation."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def fingerprint(self) -> str:
        """What to compare with the phone's display."""
        raw = self.certificate.fingerprint(hashes.SHA256())
        return ":".join(f"{byte:02X}" for byte in raw)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True)
class LeafFiles:
    """Where a server finds its certificate and key."""

    certificate: Path
    key: Path


def open_authority(folder: Path, now: datetime | None = None) -> Authority:
    """Return the installation's authority, made on first use and kept 0600."""
    now = datetime.now(UTC) if now is None else now
    certificate_path, key_path = folder / "authority.pem", folder / "authority.key"
    if certificate_path.is_file() and key_path.is_file():
        found = _read(certificate_path, key_path)
        if found.certificate.not_valid_after_utc - _RENEW_BEFORE > now:
            return found
    made = _make_authority(now)
    _write_private(key_path, _key_pem(made.key))
    _write_private(certificate_path, made.pem)
    return made


def write_leaf(
    authority: Authority,
    folder: Path,
    addresses: Sequence[str],
    names: Sequence[str],
    now: datetime | None = None,
) -> LeafFiles:
    """Sign a certificate for this start of the server; earlier ones are overwritten."""
    now = datetime.now(UTC) if now is None else now
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _sign_leaf(authority, key, addresses, names, now)
    files = LeafFiles(folder / "leaf.pem", folder / "leaf.key")
    _write_private(files.key, _key_pem(key))
    _write_private(files.certificate, certificate.public_bytes(serialization.Encoding.PEM))
    return files


def _make_authority(now: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Hamstrong at home {now:%Y}")])
    permitted: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.ip_network(net)) for net in HOUSE_NETWORKS
    ]
    permitted += [x509.DNSName(domain) for domain in _HOUSE_DOMAINS]
    certificate = (
        _builder(name, name, key.public_key(), now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def _sign_leaf(
    authority: Authority,
    key: ec.EllipticCurvePrivateKey,
    addresses: Sequence[str],
    names: Sequence[str],
    now: datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hamstrong")])
    alternatives: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.ip_address(address)) for address in addresses
    ]
    alternatives += [x509.DNSName(name) for name in names]
    issuer = authority.certificate
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    return (
        _builder(subject, issuer.subject, key.public_key(), now, LEAF_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + life)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(certificate_path: Path, key_path: Path) -> Authority:
    certificate = x509.load_pem_x509_certificate(certificate_path.read_bytes())
    key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{key_path} holds a {type(key).__name__}; remove it to make a new one")
    return Authority(certificate, key)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write_private(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.partial")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh.replace(path)
