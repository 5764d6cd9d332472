"""What all shapes of the API share: frozen, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)
