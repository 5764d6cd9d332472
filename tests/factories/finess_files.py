"""Small extractions of FINESS, laid out as the national file; establishments are invented."""

_STRUCTURE = (
    "structureet;{number};290000017;{name};;;;{house};{kind};{street};;;{commune};29;FINISTERE;"
    "{routing};{phone};;355;CENTRE HOSPITALIER;1102;HOPITAUX;26290000000010;8610Z;03;ARS;1;"
    "PUBLIC;1979-02-13;1979-02-13;2026-09-01;"
)
_PLACE = (
    "geolocalisation;{number};{x};{y};1,ATLASANTE,100,IGN,BD_ADRESSE,V2.1,LAMBERT_93;2026-09-01"
)
_VALUES = {
    "number": "290000033",
    "name": "CH DE L EXEMPLE",
    "house": "1",
    "kind": "R",
    "street": "DE L EXEMPLE",
    "commune": "151",
    "routing": "29600 MORLAIX",
    "phone": "0261910001",
    "x": "196929.1",  # 48.5778, -3.8283 in Lambert-93
    "y": "6852608.0",
}


def make_finess(*establishments: dict[str, str], encoding: str = "utf-8") -> bytes:
    """Make an extraction with these establishments, each the example with values changed."""
    filled = [{**_VALUES, **changes} for changes in establishments or ({},)]
    lines = ["finess;etalab;93;2026-09-07"]
    lines += [_STRUCTURE.format(**values) for values in filled]
    lines += [_PLACE.format(**values) for values in filled]
    return ("\n".join(lines) + "\n").encode(encoding)
