"""Every setting of an instance, typed, read from the environment (prefix DIRECTORY_)."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """One instance's settings; each field is the environment variable DIRECTORY_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="DIRECTORY_", frozen=True, extra="ignore")

    instance: Path = Field(
        default=Path("instance"),
        description="Folder of what belongs to this instance: database and search index.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy address of the database; empty: SQLite in the instance folder.",
    )
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost"),
        description="Host names that the site answers to, separated by commas.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port that the server listens on.")
    base_url: str = Field(
        default_factory=lambda known: f"http://{known.get('host')}:{known.get('port')}",
        description="Public address of the site, without a final slash.",
    )
    workers: int = Field(default=2, ge=1, le=64, description="Number of server processes.")
    proxies: int = Field(
        default=0, ge=0, le=5, description="Number of trusted reverse proxies in front of the site."
    )
    secret_key: str = Field(
        default="",
        description="Key that signs cookies and links; empty: made once, kept in the instance.",
    )
    secret_key_fallbacks: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Former keys, still accepted, separated by commas."
    )
    oidc_issuer: str = Field(
        default="",
        description="OpenID Connect service that people may sign in with; empty: none.",
    )
    oidc_client_id: str = Field(default="", description="Our name at that service.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Our secret at that service."
    )
    oidc_label: str = Field(
        default="Se connecter avec un autre service",
        description="Words of the button that leads to that service, in French.",
    )
    oidc_second_factors: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Values of its acr or amr that spare our second factor, between commas.",
    )
    demo: bool = Field(
        default=False,
        description="Fictional data: a banner on every page says so (`make demo` sets it).",
    )
    contact_email: str = Field(
        default="", description="Regional contact shown on error and legal pages; empty: none."
    )
    publisher: str = Field(
        default="",
        description="Who publishes this instance (legal notice); empty: said to be unset.",
    )
    hosting: str = Field(
        default="", description="Who hosts this instance (legal notice); empty: said to be unset."
    )
    tiles_url: str = Field(
        default="",
        description="Map tiles to add under ours ({z}, {x}, {y}); empty: no outside request.",
    )
    tiles_attribution: str = Field(default="", description="Attribution of those tiles.")
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="Mail server, smtp://user:password@host:port or smtps://…; empty: the console.",
    )
    mail_from: str = Field(
        default="", description="Sender of our mail; empty: ne-pas-repondre@ the site's host."
    )
    cache_megabytes: int = Field(
        default=64, ge=0, le=4096, description="Finished responses kept per process; 0: none."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is told in the log."
    )

    @field_validator("trusted_hosts", "secret_key_fallbacks", "oidc_second_factors", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("base_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr) -> SecretStr:
        address = urlsplit(value.get_secret_value())
        is_whole = address.scheme in ("smtp", "smtps") and address.hostname and address.port != 0
        if value.get_secret_value() and not is_whole:
            raise ValueError("a mail server is smtp://host or smtps://host")
        return value

    @field_validator("instance")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.resolve()

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings; raises pydantic.ValidationError naming each bad variable."""
        return cls()

    @property
    def database_address(self) -> str:
        """The SQLAlchemy address, SQLite in the instance folder unless told otherwise."""
        return self.database_url or f"sqlite:///{self.instance / 'directory.sqlite3'}"

    @property
    def index_folder(self) -> Path:
        """Folder of the embedded search index."""
        return self.instance / "index"

    @property
    def documents_folder(self) -> Path:
        """Folder of the documents that filières publish."""
        return self.instance / "documents"
