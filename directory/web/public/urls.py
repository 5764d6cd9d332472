"""Every address of the public site."""

from flask import Blueprint

from directory.web.public.commune_choice import list_communes
from directory.web.public.communes import show_commune
from directory.web.public.documents import show_document
from directory.web.public.filieres import list_filieres, show_filiere
from directory.web.public.home import show_home
from directory.web.public.information import (
    show_about,
    show_accessibility,
    show_data,
    show_legal_notice,
    show_lexicon,
    show_site_map,
)
from directory.web.public.machine_pages import (
    show_robots,
    show_search_description,
    show_security_contact,
)
from directory.web.public.map_shapes import show_commune_shapes, show_region_shapes
from directory.web.public.reporting import report_structure, thank_for_report
from directory.web.public.search import search_structures
from directory.web.public.sitemaps import show_sitemap, show_sitemap_file
from directory.web.public.structures import show_structure
from directory.web.public.update_links import change_listing, confirm_own_listing, show_update_link
from directory.web.signed_session import form_protection

public = Blueprint("public", __name__)

public.add_url_rule("/", view_func=show_home)
public.add_url_rule("/recherche", view_func=search_structures)
public.add_url_rule("/structures/<slug>", view_func=show_structure)

public.add_url_rule(
    "/structures/<slug>/signaler", view_func=report_structure, methods=["GET", "POST"]
)
public.add_url_rule("/structures/<slug>/signaler/merci", view_func=thank_for_report)

public.add_url_rule("/maj/<token>", view_func=show_update_link)
public.add_url_rule("/maj/<token>/juste", view_func=confirm_own_listing, methods=["POST"])
public.add_url_rule("/maj/<token>/modifier", view_func=change_listing, methods=["GET", "POST"])

# Nobody is signed in there: `form_tokens` protects these forms.
for open_form in (report_structure, confirm_own_listing, change_listing):
    form_protection.exempt(open_form)

public.add_url_rule("/cartes/region.topojson", view_func=show_region_shapes)
public.add_url_rule("/cartes/communes.topojson", view_func=show_commune_shapes)

public.add_url_rule("/communes", view_func=list_communes)
public.add_url_rule("/communes/<string(length=5):insee>", view_func=show_commune)
public.add_url_rule("/communes/<string(length=5):insee>-<slug>", view_func=show_commune)
public.add_url_rule("/filieres", view_func=list_filieres)
public.add_url_rule("/filieres/<slug>", view_func=show_filiere)
public.add_url_rule("/documents/<uuid:document_id>/<name>", view_func=show_document)

public.add_url_rule("/lexique", view_func=show_lexicon)
public.add_url_rule("/a-propos", view_func=show_about)
public.add_url_rule("/donnees", view_func=show_data)
public.add_url_rule("/accessibilite", view_func=show_accessibility)
public.add_url_rule("/mentions-legales", view_func=show_legal_notice)
public.add_url_rule("/plan-du-site", view_func=show_site_map)

public.add_url_rule("/robots.txt", view_func=show_robots)
public.add_url_rule("/.well-known/security.txt", view_func=show_security_contact)
public.add_url_rule("/opensearch.xml", view_func=show_search_description)
public.add_url_rule("/sitemap.xml", view_func=show_sitemap)
public.add_url_rule("/sitemaps/<kind>-<int:number>.xml", view_func=show_sitemap_file)
