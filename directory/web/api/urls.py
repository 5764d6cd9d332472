"""Every address of the API."""

from flask import Blueprint
from werkzeug.exceptions import NotFound

from directory.web.api.answers import open_to_everyone
from directory.web.api.communes import show_commune, suggest_communes
from directory.web.api.contacts import list_contacts
from directory.web.api.description import describe_api
from directory.web.api.documentation import show_documentation
from directory.web.api.filieres import list_all_filieres, list_filiere_contours, show_filiere
from directory.web.api.parameters import RefusedRequestError, show_refusal
from directory.web.api.problems import show_missing
from directory.web.api.structures import list_structure_points, list_structures, show_structure

api = Blueprint("api", __name__, url_prefix="/api/v1")

api.add_url_rule("/structures", view_func=list_structures)
api.add_url_rule("/structures.geojson", view_func=list_structure_points)
api.add_url_rule("/structures/<reference>", view_func=show_structure)
api.add_url_rule("/communes", view_func=suggest_communes)
api.add_url_rule("/communes/<insee>", view_func=show_commune)
api.add_url_rule("/communes/<insee>/contacts", view_func=list_contacts)
api.add_url_rule("/filieres", view_func=list_all_filieres)
api.add_url_rule("/filieres.geojson", view_func=list_filiere_contours)
api.add_url_rule("/filieres/<slug>", view_func=show_filiere)
api.add_url_rule("/openapi.json", view_func=describe_api)
api.add_url_rule("/docs", view_func=show_documentation)

api.register_error_handler(RefusedRequestError, show_refusal)
api.register_error_handler(NotFound, show_missing)
api.after_request(open_to_everyone)
