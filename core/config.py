"""Settings of one installation, read once from the environment. README lists them; a test holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def setting(default: str, meaning: str) -> str:
    """Declare one setting: its default as text, and the sentence README gives about it."""
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """Every setting, as text; a field's name in capitals is the environment variable."""

    port: str = setting("8000", "port the server listens on")
    host: str = setting("127.0.0.1", "address the server listens on")
    public_url: str = setting("", "address printed in QR codes; empty: http://HOST:PORT")
    database_url: str = setting("", "SQLAlchemy URL; empty: SQLite file in INSTANCE_PATH")
    instance_path: str = setting("", "folder for database, keys and secrets; empty: instance/")
    threads: str = setting("32", "requests answered at the same time")
    proxy_hops: str = setting("0", "reverse proxies in front whose X-Forwarded-* headers are believed")
    sms_number: str = setting("10690001", "number villagers text to, printed on notices and slips")
    sms_price: str = setting("0.05", "yuan for one part of a text message; shown, never charged")
    twilio_auth_token: str = setting("", "checks the signature of Twilio's webhook; empty: from INSTANCE_PATH/keys")
    demo: str = setting("1", "1: an empty database is filled with a sample township at first start; 0: it is not")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings from `env`; a variable that is not set keeps its default."""
        return cls(**{f.name: env[f.name.upper()] for f in fields(cls) if env.get(f.name.upper())})

    @property
    def instance(self) -> Path:
        """Folder of database, keys and secrets."""
        return Path(self.instance_path).resolve() if self.instance_path else ROOT / "instance"

    @property
    def keys(self) -> Path:
        """Folder of key files: outside the database, and outside its backups."""
        return self.instance / "keys"

    @property
    def base_url(self) -> str:
        """Address printed in QR codes, without a closing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """SQLAlchemy URL; `postgresql://` is taken as psycopg 3."""
        url = self.database_url or f"sqlite:///{self.instance / 'zhiping.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
