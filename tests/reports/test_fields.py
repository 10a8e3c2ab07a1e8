"""Fields: what is equal side by side is one rectangle, and a confusion says where panels differ."""

import numpy as np

from reports.drawing import drawing
from reports.fields import confusion, image, percents


def test_an_image_is_one_path_a_shade_with_a_rectangle_a_run():
    field = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    with drawing("name", "A title", 5.2, 3) as (figure, _):
        axes = figure.subplots()
        image(axes, field)
        dark, light = (patch.get_path() for patch in axes.patches)
    assert dark.get_extents().bounds == (-0.5, -0.5, 2, 1)
    assert light.get_extents().bounds == (-0.5, -0.5, 3, 2)
    assert len(light.to_polygons()) == 2, "one run in each row"


def test_an_even_image_has_one_shade_and_what_is_beyond_the_ends_has_theirs():
    with drawing("name", "A title", 5.2, 3) as (figure, _):
        even, beyond = figure.subplots(1, 2)
        image(even, np.full((2, 2), 7.0))
        image(beyond, np.array([[-5.0, 0.0, 1.0, 5.0]]), 0, 1)
    assert len(even.patches) == 1 and len(beyond.patches) == 2


def test_percents_are_written_in_their_cells():
    with drawing("name", "A title", 5.2, 3) as (figure, _):
        axes = figure.subplots()
        percents(axes, np.array([[3.0, 97.4]]))
    assert [(text.get_text(), text.get_color()) for text in axes.texts] == [("3", "white"), ("97", "black")]


def test_a_cell_of_a_confusion_holds_one_number_or_those_in_which_panels_differ():
    counts = np.array([[[5, 0], [2, 3]], [[5, 0], [1, 4]]])
    with drawing("name", "A title", 5.2, 3) as (figure, _):
        axes = figure.subplots()
        confusion(axes, counts, ("no", "yes"))
    assert [text.get_text() for text in axes.texts] == ["5", "·", "2/1", "3/4"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["no", "yes"]
