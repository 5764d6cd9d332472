"""What is answered when a request cannot be: RFC 9457 problem documents."""

from pydantic import Field

from directory.web.api.models.shape import Shape


class InvalidParameter(Shape):
    """Un paramètre refusé."""

    name: str = Field(description="Nom du paramètre.", examples=["per_page"])
    value: str = Field(description="Valeur reçue, abrégée si elle est longue.", examples=["1000"])
    code: str = Field(description="Raison, pour un programme ; stable.", examples=["too_large"])
    reason: str = Field(
        description="Raison, en français, pour une personne.",
        examples=["La valeur doit être au plus 100."],
    )


class Problem(Shape):
    """Un problème, au sens de la RFC 9457."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str | None = Field(None, examples=["Un paramètre n’est pas accepté."])
    invalid_parameters: list[InvalidParameter] | None = Field(
        None, description="Les paramètres refusés, tous nommés (seulement avec le code 422)."
    )
