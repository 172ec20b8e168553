from kg.model import Span, Tag, TagLabel
from kg.tagger.bio import merged, spans_of, tags_of


def test_spans_of_open_where_a_kind_begins():
    labels = ["B-PERSON", "I-PERSON", "B-PERSON", "O", "I-PLACE", "I-TITLE"]
    assert spans_of(labels) == [(0, 2, "PERSON"), (2, 3, "PERSON"), (4, 5, "PLACE"), (5, 6, "TITLE")]


def test_a_tag_is_as_sure_as_its_least_sure_unit():
    units = [Span(0, 5), Span(6, 12)]
    assert tags_of(units, ["B-PERSON", "I-PERSON"], [0.9, 0.6]) == [Tag(0, 12, TagLabel.PERSON, 0.6)]


def test_merged_cuts_an_event_before_the_first_name_in_it():
    text = "Musyawarah Besar di Tembaya dan Festival Layang"
    names = [Tag(20, 27, TagLabel.PLACE)]
    events = [Tag(0, 27, TagLabel.EVENT), Tag(32, 47, TagLabel.EVENT)]
    got = merged(text, names, events)
    assert [t.span.of(text) for t in got] == ["Musyawarah Besar", "Tembaya", "Festival Layang"]


def test_merged_leaves_out_an_event_that_begins_with_a_name():
    names = [Tag(0, 7, TagLabel.PLACE)]
    assert merged("Tembaya Fest", names, [Tag(0, 12, TagLabel.EVENT)]) == tuple(names)
