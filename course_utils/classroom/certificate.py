"""The certificate of an encrypted class: made once, kept in the class's folder, and recognized by its fingerprint.

No authority vouches for a laptop in a classroom. The join code does: it is read from the teacher's screen, and its
second part is a fingerprint of the certificate. A laptop sends nothing before it has compared the two.
"""

import base64
import functools
import hashlib
import os
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course_utils.classroom.doors import same
from course_utils.classroom.wire import FINGERPRINT_LENGTH

FILE = "class.pem"  # the private key and the certificate
DAYS = 800  # Apple's systems refuse a certificate that is valid for more than 825
# An impostor needs a different certificate with the same fingerprint, and can only find it by trying. The fingerprint
# has 60 bits, so that takes about 2^60 tries, and these rounds make each try cost 2^19 computations of SHA-256: 2^79 in
# all. A graphics card makes some 2^34 of them in a second, so a thousand cards need a thousand years. Without the
# rounds, twenty cards would need a month. A laptop computes one fingerprint in a tenth of a second.
ROUNDS = 2**18
CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class WrongCertificate(ssl.SSLError):
    """The certificate at the other end is not that of the class."""


class NotEncrypted(ssl.SSLError):
    """The other end does not speak TLS, or no version of it that is safe."""


def ensure(folder: Path) -> Path:
    """Return the file with the private key and the certificate of a class; it is made where there is none.

    Raises
    ------
    OSError
    """
    path = folder / FILE
    if path.is_file():
        path.chmod(0o600)  # it may have been copied
        return path
    unfinished = folder / f".{FILE}.{os.getpid()}"
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_self_signed())
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _self_signed() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "course serve")])
    made = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a phone's clock may be slow
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem)


def read(path: Path) -> tuple[ssl.SSLContext, str]:
    """Return what a server needs to use a certificate, and its fingerprint.

    Raises
    ------
    ValueError, OSError
        Where the file is damaged.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # for the browsers of older phones
    context.load_cert_chain(path)
    text = path.read_text(encoding="ascii")
    certificate = text[text.index("-----BEGIN CERTIFICATE-----") :]
    return context, fingerprint(ssl.PEM_cert_to_DER_cert(certificate))


@functools.lru_cache(maxsize=8)
def fingerprint(certificate: bytes) -> str:
    """Return the fingerprint of a certificate in DER, as the join code has it: 12 characters of Crockford's base 32."""
    digest = hashlib.pbkdf2_hmac("sha256", certificate, b"course serve", ROUNDS, dklen=8)
    return base64.b32encode(digest).decode().translate(CROCKFORD)[:FINGERPRINT_LENGTH]


def encrypt(connection: socket.socket, expected: str) -> ssl.SSLSocket:
    """Return an encrypted connection to the owner of the certificate with the expected fingerprint.

    Only the handshake is sent, and it proves that the other end has the private key. Dates, names and authorities do
    not matter.

    Raises
    ------
    WrongCertificate, NotEncrypted, OSError
        The connection is then closed.
    """
    try:
        made = _client().wrap_socket(connection)
    except ssl.SSLError as error:
        raise NotEncrypted(str(error)) from error
    if not same(fingerprint(made.getpeercert(binary_form=True) or b""), expected):
        made.close()
        raise WrongCertificate("the certificate has a different fingerprint")
    return made


def speaks_tls(host: str, port: int, seconds: float) -> bool:
    """Return whether a server speaks TLS."""
    try:
        with socket.create_connection((host, port), seconds) as connection, _client().wrap_socket(connection):
            return True
    except OSError:
        return False


def _client() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # `encrypt` compares the fingerprint instead
    return context
