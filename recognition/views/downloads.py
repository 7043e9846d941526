from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from recognition.enums import CertificateState
from recognition.models import Certificate
from recognition.naming import file_name


def certificate_file(certificate: Certificate | None) -> FileResponse:
    """The PDF as a download. Raises Http404 where there is none, or none any more."""
    if certificate is None or certificate.state != CertificateState.READY:
        raise Http404
    return FileResponse(
        default_storage.open(str(certificate.file.name), "rb"),
        as_attachment=True,
        filename=file_name(certificate),
        content_type="application/pdf",
    )
