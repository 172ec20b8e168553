"""The terms of the graph as constants. ``ontology/`` defines them; a test keeps the two in step."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from kg.errors import UsageError

KG_NS: Final = "https://w3id.org/jejaring/ontology#"
#: Where entities, articles and statements live unless a build sets another base.
DEFAULT_BASE: Final = "https://w3id.org/jejaring/id/"

#: Prefixes that hold whatever the base is.
FIXED_PREFIXES: Final[dict[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": KG_NS,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: The path segments below the base that get a prefix of their own in files, so that names need no escapes there.
SEGMENTS: Final = ("activity", "article", "decision", "event", "evidence", "graph", "organisation", "person", "place",
                   "role", "software", "statement", "user")  # fmt: skip


def checked_base(base: str) -> str:
    """``base`` itself if it can be one: an absolute http(s) or urn IRI that ends in ``/``, ``#`` or ``:``.

    Raises UsageError otherwise.
    """
    try:
        NamedNode(base)
        fits = base.startswith(("http://", "https://", "urn:")) and base.endswith(("/", "#", ":"))
    except ValueError:
        fits = False
    if not fits:
        raise UsageError(
            f"'{base}' cannot be the base of the graph: give an absolute address that ends in '/' or '#', "
            f"such as {DEFAULT_BASE}"
        )
    return base


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes of files and queries, by name: the fixed ones, ``data:``, one for each segment below the base."""
    return dict(sorted({"data": base, **FIXED_PREFIXES, **{s: f"{base}{s}/" for s in SEGMENTS}}.items()))


def _in(prefix: str, *names: str) -> list[NamedNode]:
    return [NamedNode(FIXED_PREFIXES[prefix] + name) for name in names]


class KG:
    """The ontology's own terms."""

    ARTICLE, EVENT_CLASS, ORGANISATION_CLASS, PERSON, PLACE_CLASS, ROLE, STATEMENT = _in(
        "kg", "Article", "Event", "Organisation", "Person", "Place", "Role", "Statement"
    )
    HOLDER, TITLE, ORGANISATION, JURISDICTION, EVENT = _in(
        "kg", "holder", "title", "organisation", "jurisdiction", "event"
    )
    ORGANISER, PARTICIPANT, PLACE, START_DATE, END_DATE, EVENT_TYPE, PART_OF = _in(
        "kg", "organiser", "participant", "place", "startDate", "endDate", "eventType", "partOf"
    )
    SPEAKER, TEXT, SPEECH_MODE, IN_ROLE, MADE_AT, MENTIONS, CUE = _in(
        "kg", "speaker", "text", "speechMode", "inRole", "madeAt", "mentions", "cue"
    )
    DIRECT, INDIRECT = _in("kg", "Direct", "Indirect")
    SUB_ORGANISATION_OF, LOCATED_IN = _in("kg", "subOrganisationOf", "locatedIn")
    CONFIDENCE, RULE, VERSION, EXTRACTOR = _in("kg", "confidence", "rule", "version", "extractor")
    CONTENT_HASH, BODY_OFFSET, DATELINE, COPY_OF = _in("kg", "contentHash", "bodyOffset", "dateline", "copyOf")
    DECISION, ACTION, SCORE = _in("kg", "Decision", "action", "score")


class RDFS:
    """Names, remarks, and rdf:type."""

    LABEL, COMMENT = _in("rdfs", "label", "comment")
    TYPE = NamedNode(FIXED_PREFIXES["rdf"] + "type")
    ALT_LABEL, PREF_LABEL = _in("skos", "altLabel", "prefLabel")


class LINKS:
    """What a thing is in another authority."""

    SAME_AS = NamedNode(FIXED_PREFIXES["owl"] + "sameAs")
    EXACT_MATCH = NamedNode(FIXED_PREFIXES["skos"] + "exactMatch")
    CLOSE_MATCH = NamedNode(FIXED_PREFIXES["skos"] + "closeMatch")


class DCTERMS:
    """The description of an article."""

    IDENTIFIER, TITLE, ISSUED, PUBLISHER, CREATOR, SOURCE = _in(
        "dcterms", "identifier", "title", "issued", "publisher", "creator", "source"
    )
    #: The text that all offsets refer to.
    ARTICLE_BODY = NamedNode(FIXED_PREFIXES["schema"] + "articleBody")


class OA:
    """The Web Annotation vocabulary: what carries the evidence."""

    ANNOTATION, SPECIFIC_RESOURCE, TEXT_POSITION_SELECTOR, TEXT_QUOTE_SELECTOR = _in(
        "oa", "Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector"
    )
    HAS_BODY, HAS_TARGET, HAS_SOURCE, HAS_SELECTOR = _in("oa", "hasBody", "hasTarget", "hasSource", "hasSelector")
    START, END, EXACT = _in("oa", "start", "end", "exact")


class PROV:
    """Who made a fact, with what, when."""

    ACTIVITY, AGENT, SOFTWARE_AGENT = _in("prov", "Activity", "Agent", "SoftwareAgent")
    WAS_GENERATED_BY, WAS_ASSOCIATED_WITH, USED = _in("prov", "wasGeneratedBy", "wasAssociatedWith", "used")
    STARTED_AT_TIME, ENDED_AT_TIME = _in("prov", "startedAtTime", "endedAtTime")


class XSD:
    """Datatypes."""

    DATE, DATE_TIME, DECIMAL, INTEGER, STRING = _in("xsd", "date", "dateTime", "decimal", "integer", "string")


#: Terms of the ontology that the graph's own facts never name but a query or a reasoner may.
_NOT_WRITTEN: Final = ("Agent", "SpeechMode", "EventTypes", "holds", "said")
#: The local names of the scheme of event types.
EVENT_TYPES: Final = (
    "Meeting", "Training", "Launch", "Signing", "Inauguration", "Visit", "Protest", "Hearing", "Raid", "Accident",
    "Disaster", "Competition", "Ceremony", "Election", "Conference", "Other",
)  # fmt: skip


def terms() -> frozenset[str]:
    """The local names of all terms in the ontology's namespace, without reading its files."""
    named = {t.value.removeprefix(KG_NS) for t in vars(KG).values() if isinstance(t, NamedNode)}
    return frozenset({*named, *_NOT_WRITTEN, *EVENT_TYPES})
