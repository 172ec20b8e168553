"""The client against a service over real HTTP: both forms of the protocol, and everything that can go wrong."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from service import PERSON, Authority, Fault, Record, running

from kg.errors import ServiceError, UsageError
from kg.link import Candidate, Query, Service
from kg.link.transport import Transport

ARGA = Query("Arga Wirayuda", PERSON)


@pytest.fixture(params=[None, ["0.1"], ["0.1", "0.2"], ["1.0-draft"], ["1.0"]], ids=str)
def authority(request: pytest.FixtureRequest) -> Iterator[Authority]:
    with running(request.param) as service:
        yield service


@pytest.fixture
def usual() -> Iterator[Authority]:
    with running(["0.2"]) as service:
        yield service


def client(authority: Authority, *, timeout: float = 5.0, tries: int = 4) -> tuple[Service, list[float]]:
    pauses: list[float] = []
    return Service(authority.url, transport=Transport(timeout, tries, pauses.append)), pauses


def match(service: Service, *queries: Query, limit: int = 5) -> list[tuple[Candidate, ...]]:
    return list(service.match(queries, limit))


# ---- what is asked and answered --------------------------------------------------------------------------------------


def test_every_version_gives_the_same_candidates(authority: Authority) -> None:
    service, _ = client(authority)
    arga, nobody = match(service, ARGA, Query("Somebody Else"))
    assert [(c.id, c.iri, c.name, c.match) for c in arga] == [
        ("A1", "http://authority.example/id/A1", "Arga Wirayuda", True),
        ("A2", "http://authority.example/id/A2", "Arga Wirayuda Putra", False),
    ]
    assert arga[0].score == 100
    assert arga[0].types == ("orang",)
    assert arga[0].description == "ketua serikat nelayan"
    assert nobody == ()


def test_nothing_is_sent_before_something_is_asked(usual: Authority) -> None:
    service, _ = client(usual)
    service.match([ARGA])
    assert usual.seen == []


def test_the_type_limits_and_the_properties_weigh(authority: Authority) -> None:
    service, _ = client(authority)
    told = Query("Arga Wirayuda", None, (("P1", ("Serikat Nelayan Karimba", "DPRD Karimba")),))
    untyped, typed = match(service, told, ARGA)
    assert {c.id for c in untyped} == {"A1", "A2", "D1"}
    assert {c.id for c in typed} == {"A1", "A2"}
    assert untyped[0].score == 110


def test_at_most_as_many_candidates_as_wanted(authority: Authority) -> None:
    service, _ = client(authority)
    assert [len(found) for found in match(service, ARGA, limit=1)] == [1]
    assert authority.seen[-1].queries[0]["limit"] == 1


def test_the_client_names_itself_and_asks_for_json(usual: Authority) -> None:
    service, _ = client(usual)
    match(service, ARGA)
    for seen in usual.seen:
        assert seen.headers["User-Agent"].startswith("Jejaring/")
        assert seen.headers["Accept"] == "application/json"


def test_batches_are_as_large_as_the_service_says(authority: Authority) -> None:
    authority.extra["batchSize"] = 3
    service, _ = client(authority)
    names = [f"Arga {n}" for n in range(8)]
    assert len(match(service, *map(Query, names))) == 8
    assert [len(s.queries) for s in authority.seen if s.method == "POST"] == [3, 3, 2]
    assert authority.asked == names


def test_batches_are_sent_as_answers_are_taken(usual: Authority) -> None:
    service, _ = client(usual)
    answers = service.match([Query(f"Arga {n}") for n in range(30)])
    next(answers)
    assert len(usual.asked) == 10


def test_a_service_that_finds_batches_too_large_gets_smaller_ones(usual: Authority) -> None:
    usual.largest = 3
    service, pauses = client(usual)
    assert len(match(service, *(Query(f"Arga {n}") for n in range(10)))) == 10
    assert [len(s.queries) for s in usual.seen if s.queries] == [2, 2, 2, 2, 2]
    assert pauses == []


def test_final_versions_go_before_the_draft() -> None:
    with running(["0.2", "1.0-draft"]) as authority:
        match(client(authority)[0], ARGA)
        assert [s.path for s in authority.seen] == ["/api", "/api"]


def test_a_key_in_the_address_is_sent_and_never_shown() -> None:
    with running(["1.0-draft"]) as authority:
        service = Service(f"{authority.url}?key=secret", transport=Transport(5, 1))
        match(service, ARGA)
        assert [s.path for s in authority.seen] == ["/api?key=secret", "/api/match?key=secret"]
        assert service.address == authority.url
        authority.faults.append(Fault(500))
        with pytest.raises(ServiceError) as caught:
            match(service, ARGA)
        assert "secret" not in str(caught.value)


def test_names_of_all_scripts_arrive(authority: Authority) -> None:
    service, _ = client(authority)
    match(service, Query("Ma’ruf & Łukasz = “Ñ” 梁"), Query("\ud800 alone"))
    assert authority.asked == ["Ma’ruf & Łukasz = “Ñ” 梁", "? alone"]


# ---- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_and_less_and_less_often(usual: Authority, status: int) -> None:
    usual.faults += [Fault(status), Fault(status), Fault(status)]
    service, pauses = client(usual)
    assert match(service, ARGA)[0][0].id == "A1"
    assert pauses == [1, 2, 4]


def test_it_is_given_up_in_the_end(usual: Authority) -> None:
    usual.faults += [Fault(503, "down for repairs", {"Content-Type": "text/plain"})] * 9
    service, pauses = client(usual)
    with pytest.raises(ServiceError, match=r"has trouble .HTTP 503: down for repairs.; nothing was changed, try again"):
        match(service, ARGA)
    assert len(pauses) == 3


def test_a_service_says_how_long_to_wait(usual: Authority) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    usual.faults += [Fault(429, headers={"Retry-After": "7"}), Fault(503, headers={"Retry-After": soon}),
                     Fault(429, headers={"Retry-After": "whenever"})]  # fmt: skip
    service, pauses = client(usual)
    match(service, ARGA)
    assert pauses[0] == 7
    assert 25 < pauses[1] <= 30
    assert pauses[2] == 4


def test_nobody_waits_for_an_hour(usual: Authority) -> None:
    usual.faults.append(Fault(429, headers={"Retry-After": "3600"}))
    service, pauses = client(usual)
    with pytest.raises(ServiceError, match=r"too many requests .*try again in 3600 seconds"):
        match(service, ARGA)
    assert pauses == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(400, '{"message": "bad"}'), "cannot answer .HTTP 400"),
        (Fault(401), "refuses .HTTP 401.; does it want a key"),
        (Fault(403), "refuses .HTTP 403"),
        (Fault(404), "nothing here .HTTP 404.; check the address"),
        (Fault(501), "cannot answer .HTTP 501"),
        (Fault(302, headers={"Location": "http://authority.example/new?a=b"}), "has moved to http://authority.example/new;"),
        (Fault(200, "<html>Welcome</html>"), "the answer is not JSON .*Welcome"),
        (Fault(200, ""), "the answer is not JSON"),
        (Fault(200, '{"q0": {"result": [{"id": "A1", "name": "A", "score": NaN}]}}'), "the answer is not JSON"),
        (Fault(200, "[" * 100_000), "the answer is not JSON"),
        (Fault(200, "[]"), "not what the protocol says"),
        (Fault(200, "{}"), "not what the protocol says"),
        (Fault(200, '{"status": "error", "message": "no such type"}'), "protocol says .no such type."),
        (Fault(200, '{"q0": {"result": {}}}'), "not what the protocol says"),
        (Fault(200, '{"q0": {"result": [{"name": "nobody"}]}}'), "a candidate without an identifier"),
        (Fault(200, '{"q0": {"result": ["A1"]}}'), "a candidate without an identifier"),
    ],
)  # fmt: skip
def test_what_no_second_try_would_mend_is_told_at_once(usual: Authority, fault: Fault, said: str) -> None:
    usual.faults.append(fault)
    service, pauses = client(usual)
    with pytest.raises(ServiceError, match=said) as caught:
        match(service, ARGA)
    assert usual.url in str(caught.value)
    assert pauses == []


@pytest.mark.parametrize("answer", ['{"results": []}', '{"results": [{}]}', '{"q0": {"result": []}}', '{"results": 1}'])
def test_the_draft_answers_in_its_own_form(answer: str) -> None:
    with running(["1.0-draft"]) as authority:
        authority.faults.append(Fault(200, answer))
        with pytest.raises(ServiceError, match="not what the protocol says"):
            match(client(authority)[0], ARGA)


def test_a_slow_service_is_given_up(usual: Authority) -> None:
    usual.faults += [Fault(delay=0.5), Fault(delay=0.5)]
    service, pauses = client(usual, timeout=0.15, tries=2)
    with pytest.raises(ServiceError, match=r"gave no answer within 0\.15 seconds"):
        match(service, ARGA)
    assert pauses == [1]


def test_a_service_that_drips_is_given_up_too(usual: Authority) -> None:
    usual.faults += [Fault(200, " " * 200, drip=0.02)]
    service, _ = client(usual, timeout=0.2, tries=1)
    started = time.monotonic()
    with pytest.raises(ServiceError, match="gave no answer within"):
        match(service, ARGA)
    assert time.monotonic() - started < 2


def test_an_answer_that_breaks_off_is_asked_for_again(usual: Authority) -> None:
    usual.faults += [Fault(200, "{}", cut=True)]
    service, pauses = client(usual, timeout=1)
    assert match(service, ARGA)[0][0].id == "A1"
    assert pauses == [1]


def test_an_endless_answer_is_not_read_to_its_end(usual: Authority) -> None:
    usual.faults += [Fault(200, '"' + "a" * (17 << 20))]
    with pytest.raises(ServiceError, match="larger than 16 MB"):
        match(client(usual)[0], ARGA)


def test_nobody_there() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        service = Service(f"http://127.0.0.1:{held.getsockname()[1]}/api", transport=Transport(5, 4, pytest.fail))
        with pytest.raises(ServiceError, match=r"cannot be reached .*; check the address and the network"):
            match(service, ARGA)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("[]", "does not describe a reconciliation service"),
        ('{"versions": ["0.2"]}', "does not describe a reconciliation service"),
        ('{"name": "Later", "versions": ["3.0"]}', "speaks version 3.0 .*this program speaks 0.1, 0.2 and 1.0"),
    ],
)
def test_what_is_no_service(usual: Authority, answer: str, said: str) -> None:
    usual.manifest_faults.append(Fault(200, answer))
    with pytest.raises(ServiceError, match=said):
        match(client(usual)[0], ARGA)
    assert usual.asked == []


def test_the_manifest_leads_on_to_where_the_service_is_now(usual: Authority) -> None:
    usual.manifest_faults.append(Fault(301, headers={"Location": f"{usual.url}?moved=1"}))
    assert match(client(usual)[0], ARGA)[0][0].id == "A1"
    assert [s.path for s in usual.seen] == ["/api", "/api?moved=1", "/api?moved=1"]


def test_a_service_cannot_send_us_to_our_own_files(usual: Authority) -> None:
    usual.manifest_faults.append(Fault(302, headers={"Location": "file:///etc/hosts"}))
    with pytest.raises(ServiceError):
        match(client(usual)[0], ARGA)


@pytest.mark.parametrize(
    "url", ["", "wikidata", "ftp://a.example/", "file:///etc/passwd", "http://", "https://a b/", "http://a:port/", "http://[::1/"]
)  # fmt: skip
def test_what_cannot_be_an_address(url: str) -> None:
    with pytest.raises(UsageError, match="cannot be the address of a service"):
        Service(url)


def test_control_characters_of_a_service_reach_neither_terminal_nor_log() -> None:
    sly = Record("A1", "Arga Wirayuda\x1b[2J\u202e", PERSON, "line\nline\x07")
    with running(["0.2"], (sly,)) as authority:
        ((found,),) = match(client(authority)[0], Query("Arga"))
    assert found.name == "Arga Wirayuda [2J"
    assert found.description == "line line"


def test_odd_answers_are_read_as_far_as_they_go(usual: Authority) -> None:
    odd = [
        {"id": "A3", "name": "Low", "score": 1, "type": "K1"},
        {"id": "A4", "name": [{"str": "Listed", "lang": "id"}], "score": "9", "match": "true", "type": None},
        {"id": "A1", "name": "High", "score": 10**400, "type": ["K1", {"id": "K2"}, 7]},
        {"id": "A5", "name": "Best", "score": 2.5, "description": None},
        {"id": "A3", "name": "Low again", "match": True},
        {"id": "A 6/7"},
    ]
    usual.faults.append(Fault(200, json.dumps({"q0": {"result": odd}})))
    (found,) = match(client(usual)[0], ARGA, limit=10)
    assert [(c.id, c.name, c.score, c.match) for c in found] == [
        ("A5", "Best", 2.5, False),
        ("A3", "Low", 1.0, True),
        ("A4", "Listed", None, False),
        ("A1", "High", None, False),
        ("A 6/7", "A 6/7", None, False),
    ]
    assert found[1].aliases == ("Low again",)
    assert found[3].types == ("K1", "K2")
    assert found[4].iri == "http://authority.example/id/A%206/7"
