import pytest

from tests.bot_api_html import MarkupError, parse_html


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        ("<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
        ('<a href="https://x.y/?a=1&amp;b">l</a>', "l", ["text_link"]),
        ("<pre><code class='language-py'>x&#39;</code></pre>", "x'", ["code", "pre"]),
        ('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>', "st", ["spoiler"] * 2),
        ("<blockquote expandable>q</blockquote> > &lt;", "q > <", ["expandable_blockquote"]),
        ("<STRONG>s</STRONG><u></u>", "s", ["bold"]),
    ],
)
def test_good_markup(source: str, plain: str, kinds: list[str]) -> None:
    text, entities = parse_html(source)
    assert text == plain
    assert sorted(entity["type"] for entity in entities) == sorted(kinds)


@pytest.mark.parametrize(
    "source",
    [
        "<b>x", "x</b>", "<b><i>x</b></i>", "<", "a < b", "<br>", "<p>x</p>", "<b x=>y</b>", "<>",
        "<span>x</span>", "<a>x</a>", "<code><b>x</b></code>", "&nbsp;", "<!-- x -->", "<b/>",
        "<blockquote><blockquote>x</blockquote></blockquote>",
    ],
)  # fmt: skip
def test_bad_markup(source: str) -> None:
    with pytest.raises(MarkupError):
        parse_html(source)
