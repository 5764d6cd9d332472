"""The addresses that the rules for every page visit, on the real listings."""

WITH_PHONE = "/structures/emsp-centre-hospitalier-de-fougeres"
MISSING = "/structures/nulle-part"
WITHOUT_PHONE = "/structures/had-des-pays-de-morlaix"

MAIN_PAGES = {
    "home": "/",
    "results": "/recherche?q=had+morlaix",
    "commune": "/communes/56066-gourin",
    "structure": WITH_PHONE,
    "filiere": "/filieres/armor",
}

PAGES = {
    **MAIN_PAGES,
    "long commune": "/communes/29151-morlaix",
    "all results": "/recherche",
    "corrected results": "/recherche?q=equipe+mobile+de+soin+paliatif&ou=quimper",
    "narrowed results": "/recherche?type=USP&filiere=armor&audience=adult",
    "no results": "/recherche?q=usp&ou=Ouessant&audience=child&open=now",
    "results of a long text": "/recherche?q=" + "anticonstitutionnellement" * 8,
    "commune for professionals": "/communes/56066-gourin?profil=professionnel",
    "commune for the public": "/communes/56066-gourin?profil=public",
    "communes": "/communes",
    "communes alike": "/communes?ou=Saint",
    "structure without phone": WITHOUT_PHONE,
    "filieres": "/filieres",
    "lexicon": "/lexique",
    "about": "/a-propos",
    "data": "/donnees",
    "accessibility": "/accessibilite",
    "legal notice": "/mentions-legales",
    "site map": "/plan-du-site",
    "api documentation": "/api/v1/docs",
}

FICTIONAL_PAGES = {
    "fictional home": "/",
    "fictional results": "/recherche?q=équipe+mobile",
    "fictional commune": "/communes/35238-rennes?profil=professionnel",
}
