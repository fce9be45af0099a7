"""The shapes of questions, filled with words of the articles."""

from collections.abc import Mapping

from tests.answers.texts import Parts, Texts

SHAPES: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "one word": (9, ("{of_title}", "{x}", "{with_sign}")),
    "words of one article": (9, ("{a} {b}", "{a} {b} {c}", "{two}", "{nine} {a}")),
    "words of several": (7, ("{x} {y}", "{a} {b} {x}", "{a} {x} {y} {of_title}", "{a} {nonsense}")),
    "common words": (3, ("{common}", "{common} {other_common}", "{common} {x}", '"{common} {other_common}"')),
    "phrase of two": (5, ('"{two}"', '"{two_of_title}"', '"{x} {y}"')),
    "phrase of three": (5, ('"{three}"', '"{nine}"')),
    "words and phrases": (4, ('"{two}" {x}', '{a} "{two}" {b}', '"{two}" "{three}"', '"{a}" {b}')),
    "inflected": (6, ("{inflected}", "{inflected} {x}")),
    "compound": (6, ("{long}", "{compound}", "{compound} {x}")),
    "misspelt": (8, ("{misspelt}", "{misspelt_long}", "{misspelt_name}", "{misspelt_twice}")),
    "misspelt among words": (6, ("{misspelt_long} {x}", '"{two}" {misspelt_long}', "{misspelt} {misspelt_long}")),
    "without Danish letters": (3, ("{ascii}", "{ascii} {x}")),
    "prefix": (5, ("{begun}*", "{begun}* {x}", "titel:{begun}*", "{x} -{begun}*")),
    "title": (4, ("titel:{of_title}", 'title:"{two_of_title}"', "titel:{of_title} {x}", "titel:{misspelt}")),
    "source": (4, ('kilde:"{source}" {x}', 'kilde:"{source}"', "source:{source}", '{x} -kilde:"{source}"')),
    "section": (4, ("sektion:{section} {x}", "section:{section}", "sektion:{section} ELLER titel:{x}", "sektion:{x}")),
    "date": (3, ("dato:{first}", "{x} date:{last}", "{x} -dato:{first}", "{x} dato:2017-13")),
    "range of dates": (4, ("dato:{first}..{last}", "{x} dato:{first}..", "{x} dato:..{last}", "dato:{last}..{first}")),
    "all": (3, ("{a} OG {b}", "{a} AND {x}", '{a} OG "{two}"', "OG {a} OG")),
    "any": (4, ("{a} ELLER {x}", "{x} OR {y} OR {a}", '{a} ELLER "{two}"', "{a} {b} ELLER {x}")),
    "not": (4, ("{a} IKKE {b}", "{a} -{x}", "{a} NOT {x}", '{common} -"{two}"', "{a} -{misspelt}")),
    "parentheses": (3, ("{a} ({b} ELLER {x})", "({a} OG {b}) ELLER ({c} IKKE {x})", "({a} {b}) {c}", "({a} ELLER {x}")),
    "more parentheses": (
        3,
        ("({a} ELLER {x}) ({b} ELLER {y})", "{a} -({b} ELLER {x})", "(({a} ELLER {b}) OG {c}) -{x}"),
    ),
    "negation alone": (3, ("-{a}", "IKKE {common}", '-"{two}"', "-{a} -{b}", "NOT ({a} ELLER {x})", "-{common} -{x}")),
    "headline": (6, ("{headline}", "{nine}", "{shouted}")),
    "nonsense": (2, ("{nonsense}", '{nonsense} "{nonsense}', "ordbog:{nonsense}", "<b>{nonsense}</b> & co.")),
    "signs": (1, ('"', "((", ") -", "*", "?!…", "-- OG", "🚲", '""', "- {x}")),
    "too much": (1, ("{a}* a*", "{a} " * 70, "({a} OG " * 10 + "{b}" + ")" * 10, "{nine} " * 40)),
    "empty": (3, ("", " ")),
}
"""The shapes by name: how many of a hundred questions or so have it, and its forms."""


def question(texts: Texts) -> tuple[str, str]:
    """The name of a shape, and a question that has it."""
    ((name, (_, forms)),) = texts.random.choices([*SHAPES.items()], [weight for weight, _ in SHAPES.values()])
    return name, texts.random.choice(forms).format_map(Parts(texts))
