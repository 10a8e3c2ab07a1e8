"""Pictures to play with: no frame is lost in the pieces, and what all have in common travels once."""

import json

import pytest

from comparisons.telling.telling import Telling
from reports.playing import play
from reports.write import write
from tests.made_tables import whole
from tests.reports.test_reports import text


def frame(number, more=""):
    return f'<svg><g>\n<path d="M 0 {number}"/>\n</g><text>one</text><path d="M {number} 0"/>{more}</svg>'


@pytest.mark.parametrize(
    "frames",
    [
        {0: frame(0), 1: frame(1), 2: frame(2)},
        {0: frame(0), 1: frame(1, "<i/>"), 2: frame(2, "<i/><i/>")},
        {0: frame(0), 1: frame(0)},
        {0: frame(0)},
        {0: frame(0), 1: frame(0, "<i/>"), 2: frame(0, "<b/>")},
        {0: "<svg/>", 1: "<g></g>", 2: "text"},
        {0: "<a/><b/>", 1: "<b/><a/>"},
    ],
)
def test_every_frame_comes_back_whole(frames):
    made = play("b", frames)
    assert [made.svg(place) for place in range(len(frames))] == list(frames.values())
    assert all(len(made.pieces) == len(moved) + 1 for moved in made.frames)


def test_what_does_not_move_is_there_once():
    made = play("b", {number: frame(number) for number in range(9)})
    assert len(made.pieces) == 3 and made.frames[4] == ['<path d="M 0 4"/>', '<path d="M 4 0"/>']


def test_it_starts_where_it_is_told_and_else_in_the_middle():
    frames = {-1.5: "a", 0.0: "b", 2.0: "c", "∞": "d"}
    assert play("b", frames).start == 2 and play("b", frames, -1.5).start == 0
    assert play("b", frames).values == ["−1.5", "0", "2", "∞"]
    with pytest.raises(ValueError, match="7"):
        play("b", frames, 7.0)


def test_a_story_keeps_frames_and_shows_the_first_of_them_as_a_plain_picture(tmp_path):
    told = dict(
        story="bias",
        title="Bias: it moves.",
        text="Bias: it moves.\n\n[moved]",
        answer="",
        place=1,
        source="",
        concepts=[],
    )
    telling = Telling(told)
    telling.frames(
        "moved",
        "A line",
        "b",
        {
            b: lambda figure, b=b: figure.subplots().set(xlim=(0, 1)) or figure.text(b, b, "x")
            for b in (0, 0.5, 1)
        },
    )
    telling.claim("It moves.", True)
    assert telling.claims[0].beside == "moved" and telling.pictures["moved"].svg.startswith("<svg")
    write(whole(), {}, tmp_path, [telling])
    page = text(tmp_path, "stories/bias.html")
    data = json.loads(page.partition('<script type="application/json">')[2].partition("</script>")[0])
    assert data["start"] == 1 and telling.pictures["moved"].svg == telling.pictures["moved"].play.svg(1)
    assert telling.pictures["moved"].svg in page and "play.js" in page
    assert "play.js" not in text(tmp_path), "nothing moves on the front page"
    assert (tmp_path / "stories/bias/moved.svg").stat().st_size > 1000
    assert len(json.dumps(data["frames"])) < 2000 < len(data["pieces"][0])
