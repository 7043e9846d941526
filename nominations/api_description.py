"""What another system may send and what it gets back, as an OpenAPI 3.1 document. The page for people is made of it, too."""

from typing import Any

from django.conf import settings

from nominations.consents import WORDINGS
from nominations.enums import PROMPTS, NominationState, NominatorKind
from nominations.services.members import LONGEST_NAME, LONGEST_TEXT, MOST

LONGEST_KEY = 255
LONGEST_STORY = 10_000
LARGEST_BODY = 400_000


def _text(words: str, longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, "description": words, **more}


def _group(words: str, properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    schema = {"type": "object", "description": words, "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


NOMINATION = _group(
    "One nomination. Its story needs what was done and what was different afterwards, or words on a criterion.",
    {
        "category": _text("The code of the category, as the rules name it.", 60),
        "nominee": _group(
            "Who is named.",
            {
                "name": _text("Their name, or what is known of it: “Samira at Ferry Lane”.", 150, minLength=1),
                "hint": _text("When and where it was.", 300),
                "members": _text(
                    "Of a team: who was part of it and what each did, a line each: “Grace: rang everybody back”.",
                    MOST * (LONGEST_NAME + LONGEST_TEXT),
                ),
            },
            ["name"],
        ),
        "nominator": _group(
            "Who nominates.",
            {
                "name": _text("Their name.", 150, minLength=1),
                "email": _text("Their address. It gets news of this nomination, nothing else.", 320, format="email"),
                "kind": {
                    "type": "string",
                    "enum": [NominatorKind.CUSTOMER.value, NominatorKind.COLLEAGUE.value],
                    "default": NominatorKind.CUSTOMER.value,
                    "description": "A customer or a colleague.",
                },
            },
            ["name", "email"],
        ),
        "story": _group(
            "What happened.",
            {part: _text(f"The {part}.", LONGEST_STORY) for part in PROMPTS},
        ),
        "criteria": {
            "type": "object",
            "description": "Words on single criteria, by the criterion’s code.",
            "additionalProperties": {"type": "string", "maxLength": LONGEST_STORY},
        },
        "answers": {
            "type": "object",
            "description": (
                "What they answered to the questions that the rules of the programme add, by the question’s code. Its kind, its "
                "choices and when it is asked are as on the form: a text, one of the choices, a day (2026-10-03), a number. "
                "What is asked and required has to be here. Questions for a file are not asked here."
            ),
            "additionalProperties": {
                "anyOf": [{"type": "string", "maxLength": LONGEST_STORY}, {"type": "number"}],
            },
        },
        "consent": _group(
            "What the nominator agreed to; nothing where it is left out.",
            {
                "show_to_nominee": {
                    "type": "boolean",
                    "default": False,
                    "description": "The nominee may read the story.",
                },
                "publish": {"type": "boolean", "default": False, "description": "A line of it may be printed."},
                "contact": {"type": "boolean", "default": False, "description": "They may be asked about the story."},
                "wording": {
                    "type": "string",
                    "enum": ["", *WORDINGS],
                    "default": "",
                    "description": (
                        "The version of our words that they read and agreed to, as our own form shows them; left out where "
                        "they read others."
                    ),
                },
            },
        ),
        "language": _text("The nominator’s language, such as en-gb.", 10),
        "channel": _text("The code of the poster, message or page that brought them.", 40),
    },
    ["category", "nominee", "nominator"],
)

RECEIPT = _group(
    "What became of it.",
    {
        "reference": {"type": "string", "description": "Its reference, which can be read over the phone."},
        "state": {
            "type": "string",
            "enum": [state.value for state in NominationState],
            "description": "“unverified” until its nominator has confirmed the address; “submitted” once it counts.",
        },
        "received_at": {"type": "string", "format": "date-time", "description": "When it came in."},
    },
    ["reference", "state", "received_at"],
)

PROBLEM = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 has it.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Each place of the body that is wrong, such as nominee.name.",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                "required": ["field", "message"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}

# By status: when it is the answer.
PROBLEMS: dict[str, str] = {
    "400": "The body is no JSON, or the key is too long.",
    "401": "There is no token, or it has been revoked.",
    "404": "The token is not for this programme.",
    "405": "Nominations are sent by POST.",
    "409": "Nominations are not open now. Nothing was counted.",
    "413": "The body is too large.",
    "415": "The body is not sent as application/json.",
    "422": "Something in the body is wrong, or the key was used before for another nomination.",
    "429": "Too many nominations within the hour. Retry-After says when to try again.",
}

EXAMPLE = {
    "category": "individual",
    "nominee": {"name": "Samira at Ferry Lane", "hint": "Tuesday evening"},
    "nominator": {"name": "Deborah Ashworth", "email": "deborah@ashworth.example", "kind": "customer"},
    "story": {"action": "She found a crew with a water tank.", "result": "Mum had her dialysis at home."},
    "consent": {"show_to_nominee": True, "publish": False, "contact": True},
    "channel": "receipt-email",
}


def description() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Nominations from other systems",
            "version": "1.0.0",
            "description": (
                "Send a nomination to a programme of this site. It is treated as one from the public form: unless your token "
                "says that you have proven your customers’ addresses, its nominator confirms it by a link."
            ),
        },
        "servers": [{"url": settings.SITE_URL}],
        "security": [{"token": []}],
        "paths": {"/api/programmes/{slug}/nominations/": {"post": _operation()}},
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A manager of the programme makes it, under “Other systems”. It is shown once.",
                }
            },
            "schemas": {"Nomination": NOMINATION, "Receipt": RECEIPT, "Problem": PROBLEM},
        },
    }


def _operation() -> dict[str, Any]:
    return {
        "operationId": "sendNomination",
        "summary": "Send a nomination",
        "parameters": [
            {
                "name": "slug",
                "in": "path",
                "required": True,
                "description": "The programme’s short name, as in its address.",
                "schema": {"type": "string"},
            },
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": (
                    "A text of your own. The same key with the same body is one nomination, however often it comes within "
                    f"{settings.IDEMPOTENCY_KEYS_DAYS} days."
                ),
                "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
            },
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Nomination"}, "example": EXAMPLE}
            },
        },
        "responses": {
            "201": {
                "description": "It is here. Sent again under its key, the answer is the same.",
                "headers": {
                    "Idempotent-Replayed": {
                        "description": "“true” where it had come before under this key.",
                        "schema": {"type": "string", "enum": ["true"]},
                    }
                },
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}},
            },
            **{status: _problem(status, words) for status, words in PROBLEMS.items()},
        },
    }


def _problem(status: str, words: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == "429":
        answer["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return answer
