"""Campaigns: choosing whom to ask, looking before sending, following the answers."""

from uuid import UUID, uuid4

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from directory.accounts.permissions import Permission
from directory.accounts.policies import may_follow
from directory.catalog.campaign_progress import progress_of
from directory.catalog.campaign_queries import get_campaign, undelivered_links
from directory.catalog.campaign_queries import list_campaigns as read_campaigns
from directory.catalog.campaigns import (
    CampaignSentError,
    NobodyToAskError,
    close_campaign,
    preview_campaign,
    start_campaign,
    withdraw_campaign,
)
from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.update_links import address_for_letters
from directory.web.admin.campaign_form import (
    LONGEST_NAME,
    MOST_MONTHS,
    USUAL_MONTHS,
    held_to_rights,
    read_campaign_id,
    read_criteria,
    read_recipients,
)
from directory.web.admin.campaign_words import link_words, reason_words
from directory.web.admin.visible_filieres import visible_filieres
from directory.web.after_response import after_change
from directory.web.letterhead import get_letterhead
from directory.web.moment_words import moment_words
from directory.web.notices import say
from directory.web.permissions import author_of, get_actor, may, requires
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


@requires(Permission.LINK_SEND)
def list_campaigns() -> str:
    """List the campaigns of one's filières."""
    actor = get_actor()
    session = get_session()
    found = read_campaigns(session, actor.visible_filieres, created_by=actor.account_id)
    lost = undelivered_links(session, [link for campaign in found for link in campaign.links])
    return render_template(
        "admin/list_campaigns.html",
        campaigns=[(campaign, progress_of(campaign.links, lost)) for campaign in found],
        moment_words=moment_words,
    )


@requires(Permission.LINK_SEND)
def create_campaign() -> Response:
    """Ask whom to write to, and show who would get a letter."""
    return _creation_page()


@requires(Permission.LINK_SEND)
def send_campaign() -> AnyResponse:
    """Write to those who stayed ticked."""
    session, actor = get_session(), get_actor()
    name = " ".join(request.form.get("nom", "").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return _creation_page(
            _("Donnez un nom à cette campagne, de %(most)s signes au plus.", most=LONGEST_NAME)
        )
    campaign_id = read_campaign_id(request.form) or uuid4()
    criteria, clock = read_criteria(request.form, actor), get_services().clock
    allowed = held_to_rights(preview_campaign(session, criteria, clock=clock)).recipients
    ticked = read_recipients(request.form)
    try:
        campaign = start_campaign(
            session,
            name,
            criteria,
            letterhead=get_letterhead(),
            author=author_of(actor),
            clock=clock,
            recipients={structure.id for structure in allowed if structure.id in ticked},
            campaign_id=campaign_id,
        )
    except CampaignSentError:
        return _to_sent_campaign(campaign_id)
    except NobodyToAskError:
        return _creation_page(_("Cochez au moins une structure à qui écrire."))
    session.commit()
    after_change()
    number = len(campaign.links)
    say(
        ngettext("%(num)s lettre part à l’instant.", "%(num)s lettres partent à l’instant.", number)
    )
    return redirect(url_for("admin.show_campaign", campaign_id=campaign.id), 303)


@requires(Permission.LINK_SEND)
def show_campaign(campaign_id: UUID) -> str:
    """Show who opened, confirmed, changed or stays silent."""
    session, now = get_session(), get_services().clock.now()
    campaign = _campaign(session, campaign_id)
    links = sorted(
        _links_one_may_send(campaign),
        key=lambda link: (link.answered_at is not None, link.structure.name),
    )
    lost = undelivered_links(session, links)
    return render_template(
        "admin/show_campaign.html",
        campaign=campaign,
        progress=progress_of(links, lost),
        links=links,
        link_words=lambda link: link_words(link, now=now, is_undelivered=link.id in lost),
        moment_words=moment_words,
    )


@requires(Permission.LINK_SEND)
def end_campaign(campaign_id: UUID) -> AnyResponse:
    """Send no more reminders; when asked, take back the links that wait too."""
    session, clock = get_session(), get_services().clock
    campaign = _campaign(session, campaign_id)
    if request.form.get("liens") == "retirer":
        if len(_links_one_may_send(campaign)) < len(campaign.links):
            abort(403)
        withdraw_campaign(campaign, clock=clock)
        say(_("La campagne est close et les liens sans réponse sont retirés."))
    else:
        close_campaign(campaign, clock=clock)
        say(_("La campagne est close : plus aucun rappel ne partira."))
    session.commit()
    return redirect(url_for("admin.show_campaign", campaign_id=campaign_id), 303)


def _to_sent_campaign(campaign_id: UUID) -> AnyResponse:
    """Lead to the campaign that the first of two sendings of one form made."""
    say(_("Cette campagne était déjà partie : aucune autre lettre n’a été envoyée."))
    return redirect(url_for("admin.show_campaign", campaign_id=campaign_id), 303)


def _campaign(session: Session, campaign_id: UUID) -> Campaign:
    campaign, actor = get_campaign(session, campaign_id), get_actor()
    if campaign is None:
        abort(404)
    filieres = () if campaign.filiere_slug is None else (campaign.filiere_slug,)
    if not may_follow(actor, campaign.created_by, filieres) or not _links_one_may_send(campaign):
        abort(403)
    return campaign


def _links_one_may_send(campaign: Campaign) -> list[UpdateLink]:
    """Give the links to structures within one's rights of today, not of when it was sent."""
    return [link for link in campaign.links if may(Permission.LINK_SEND, structure=link.structure)]


def _creation_page(problem: str = "") -> Response:
    session, actor = get_session(), get_actor()
    asked = request.values
    criteria = read_criteria(asked, actor)
    is_previewed = bool(problem or criteria.structures or "apercu" in asked)
    preview = (
        held_to_rights(preview_campaign(session, criteria, clock=get_services().clock))
        if is_previewed
        else None
    )
    html = render_template(
        "admin/create_campaign.html",
        campaign_id=read_campaign_id(asked) or uuid4(),
        criteria=criteria,
        months=asked.get("mois", str(USUAL_MONTHS)),
        most_months=MOST_MONTHS,
        filieres=visible_filieres(session, actor),
        sees_all=actor.visible_filieres is None,
        types=structure_types(),
        preview=preview,
        ticked=read_recipients(asked) if request.method == "POST" else None,
        name=asked.get("nom", ""),
        longest_name=LONGEST_NAME,
        problem=problem,
        address_for_letters=address_for_letters,
        reason_words=reason_words,
    )
    return make_response(html, 422 if problem else 200)
