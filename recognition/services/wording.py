"""What certificates say besides the name: who signs, which way the sheet lies, and the reason in a line or two."""

from typing import Any

from django.core.files.base import File  # noqa: TC002 — read by whoever reads the signature
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotReady
from jobs import services as jobs
from programmes.models import Programme
from recognition.citations import repeated
from recognition.enums import CertificateState
from recognition.models import Award, Certificate, CertificateDesign
from recognition.queries.publishing import private_texts
from recognition.refusals import NotAgreed

WRITABLE = ("orientation", "signed_by", "signed_as")


@transaction.atomic
def change_design(
    *,
    programme: Programme,
    actor: User | None,
    changes: dict[str, Any],
    signature: "File[bytes] | None" = None,
    without_signature: bool = False,
) -> CertificateDesign:
    """Change how certificates look from now on; those already printed stay as they were given.

    ``signature`` is a picture cleaned by ``accounts.logo.clean_logo``. A former one is kept, since certificates may be
    printed with it at this moment. The trail says which parts changed, without the signer's name.
    """
    design, _made = CertificateDesign.objects.get_or_create(programme=programme)
    changed = [name for name in WRITABLE if name in changes and getattr(design, name) != changes[name]]
    for name in changed:
        setattr(design, name, changes[name])
    if signature is not None:
        design.signature.save(str(signature.name), signature, save=False)
    elif without_signature:
        design.signature = ""
    if signature is not None or without_signature:
        changed.append("signature")
    if changed:
        design.full_clean()
        design.save(update_fields=changed)
        audit.record(verb="certificate.design_changed", target=programme, actor=actor, data={"parts": changed})
    return design


@transaction.atomic
def change_citation(*, award: Award, actor: User | None, citation: str) -> Award:
    """Say the reason in other words, on the public page and on the certificate, which is then printed again.

    Its code stays the same. Raises NotReady for no words at all, NotAgreed where they quote a story whose nominator has not
    let it be published; the same words change nothing.
    """
    words = " ".join(citation.split())
    if not words:
        raise NotReady(_("Say in a line or two what this award is for."))
    if words == award.citation:
        return award
    entry = award.decision.entry
    quoted = repeated(words, private_texts(entry.cycle).get(entry.pk, ()))
    if quoted:
        raise NotAgreed(
            _(
                "“%(quoted)s…” stands in a story whose nominator has not agreed that it is published. Say it in your own words."
            )
            % {"quoted": quoted}
        )
    before, award.citation = award.citation, words
    award.save(update_fields=["citation"])
    audit.record(
        verb="award.citation_changed",
        target=award,
        actor=actor,
        before={"citation": text_digest(before)},
        data={"citation": text_digest(words)},
    )
    print_again(award, actor)
    return award


def print_again(award: Award, actor: User | None) -> None:
    """Have the certificate of this award printed again, where it has been printed; its code stays."""
    ready = Certificate.objects.filter(award=award, state=CertificateState.READY)
    if not ready.update(state=CertificateState.PENDING, file="", made_at=None):
        return
    cycle = award.decision.cycle
    jobs.enqueue(
        kind="recognition.certificates",
        key=f"certificates:{cycle.label}:{award.pk}:{text_digest(award.citation)[:16]}",
        title=_("Certificates of %(programme)s, %(cycle)s")
        % {"programme": cycle.programme.title, "cycle": cycle.known_as},
        payload={"cycle": cycle.pk},
        asked_by=actor,
    )
