"""What is read of a docstring."""

from __future__ import annotations

import pytest

from inferlink._tools.docstrings import read_docstring

GOOGLE = """Say what the weather is,
    in one place.

    More that the model is not told.

    Args:
        city: Name of the city: with
            its country.
        unit (Literal["c", "f"], optional): Scale.
        days:
            From today.

    Returns:
        forecast: A text.
    """
NUMPY = """Say what the weather is.

    Parameters
    ----------
    city : str
        Name of the city.

        With its country.
    unit
        Scale.

    Returns
    -------
    forecast : str
        A text.
    """
SPHINX = """Say what the weather is.

    :param city: Name of the city,
        with its country.
    :param str unit: Scale.
    :type city: str
    :returns: A text.
        city: not this
    """


@pytest.mark.parametrize(
    ("text", "summary", "arguments"),
    [
        (
            GOOGLE,
            "Say what the weather is, in one place.",
            {"city": "Name of the city: with its country.", "unit": "Scale.", "days": "From today."},
        ),
        (NUMPY, "Say what the weather is.", {"city": "Name of the city. With its country.", "unit": "Scale."}),
        (SPHINX, "Say what the weather is.", {"city": "Name of the city, with its country.", "unit": "Scale."}),
        ("One line.", "One line.", {}),
        ("", "", {}),
        ("\n    Args:\n        city: Name.", "", {"city": "Name."}),
        ("Say it.\nArgs:\n    city: Name.\nNote: city: no", "Say it.", {"city": "Name."}),
        ("Say it.\n:param city: Name.", "Say it.", {"city": "Name."}),
        ("Say it.\n\nParameters\n----------\ncity : str\n    Name.", "Say it.", {"city": "Name."}),
        ("Parameters", "Parameters", {}),
    ],
)
def test_first_paragraph_and_arguments_are_read(text: str, summary: str, arguments: dict[str, str]) -> None:
    assert read_docstring(text) == (summary, arguments)
