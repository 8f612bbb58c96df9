"""Holds web/english.tsv to the pages: every Chinese phrase of a page has its English, and no line is left over.

A phrase is what `TemplateTranslation` makes of a string literal: what stands between two tags or two quotes of an
attribute, `{}` for each value. Literals of Sources/LuoshiWeb count whatever their type, for a value such as a title is
looked up whole; of the floors below count the titles of their types and what they refuse.

    check_english.py             what is wrong, one line each; exit status 1 if anything is
    check_english.py --missing   the phrases without English, ready to be filled in

Only the standard library.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOOK = ROOT / "web" / "english.tsv"
HAN = re.compile(r"[\u4e00-\u9fff]")

# The API's answers have words of their own; the package's and the seeds' faults are for whoever writes them, on the
# command line.
FLOORS = ("LuoshiWeb", "LuoshiCore", "LuoshiPlan", "LuoshiWork", "OfficeFiles/Documents", "OfficeFiles/Spreadsheets", "PlanReader")
UNSEEN = re.compile(
    r"LuoshiWeb/HTML/|LuoshiWeb/API/(?!APIPage|Parameter|.*Endpoint)|LuoshiCore/Packages/(?!PackageFiles|AdoptPackage|Installation)|RolesFile"
    r"|GrantsCheck|UnitSeed|DraftPackage|DraftPlan|PlanCheck|PlanSeed|PlanYAML|AuditVerification|Checkpoint|KnownNames|/Migrations/"
    r"|ProviderSettings|UnitExport|WorkingCalendar|LuoshiWork/Procedures/|LuoshiWork/Registers/Tests/|FigureTestWord|ServingCheck|LetterFields|ShareFields\+check|FieldDefinition|RegisterDefinition\+|ChoiceList|RegisterSet|RecordExpressions|KeyedGrants"
)
# Of the reader's literals the sentences are for people; the others are what it looks for in a document.
SENTENCES = re.compile(r"^Sources/PlanReader/")
ROLES = "packages/*/roles.yaml"
# A word that is called otherwise in one place: 单位[menu].
PLACE = re.compile(r"\[menu\]$")
SHOWN_ATTRIBUTES = {"title", "placeholder", "aria-label", "alt", "label", "data-label"}
KEPT = {"textarea", "pre", "code", "script", "style"}


class Literal:
    """A string literal: where it begins, and its pieces, text or None for a value."""

    def __init__(self, path, line):
        self.path, self.line, self.pieces = path, line, []

    def add(self, text):
        if self.pieces and self.pieces[-1] is not None:
            self.pieces[-1] += text
        else:
            self.pieces.append(text)


def literals(path, source):
    """Every string literal of a Swift file, those inside the values of another included."""
    found = []

    def code(at, closes):
        """Reads code up to the parenthesis that closes a value, or to the end; returns where it stopped."""
        depth = 0
        while at < len(source):
            two, one = source[at : at + 2], source[at]
            if two == "//":
                at = source.find("\n", at)
                at = len(source) if at < 0 else at
            elif two == "/*":
                at = source.index("*/", at) + 2
            elif regex := re.match(r"/(?![\s/*])(?:\\.|\[[^\]\n]*\]|[^/\n\\])+/", source[at:]):
                before = source[:at].rstrip()[-1:]
                at += len(regex[0]) if before in "(,:=" else 1
            elif two == '#"':
                at = source.index('"#', at + 2) + 2
            elif one == '"':
                at = literal(at)
            elif one == "(":
                depth, at = depth + 1, at + 1
            elif one == ")":
                if depth == 0 and closes:
                    return at + 1
                depth, at = depth - 1, at + 1
            else:
                at += 1
        return at

    def literal(at):
        """Reads one literal from its quotes on; returns where it ends."""
        piece = Literal(path, source.count("\n", 0, at) + 1)
        found.append(piece)
        quotes = '"""' if source.startswith('"""', at) else '"'
        indent = 0
        if quotes == '"""':
            end = re.compile(r'\n([ \t]*)"""').search(source, at + 3)
            indent = len(end[1])
            at = source.index("\n", at) + 1 + indent
        else:
            at += 1
        while not source.startswith(quotes, at):
            one = source[at]
            if one == "\\":
                after = source[at + 1]
                if after == "(":
                    piece.pieces.append(None)
                    at = code(at + 2, closes=True)
                    continue
                at += 2
                if after == "\n":
                    at += indent if source[at : at + indent].isspace() else 0
                elif after == "u":
                    end = source.index("}", at)
                    piece.add(chr(int(source[at + 1 : end], 16)))
                    at = end + 1
                else:
                    piece.add({"n": "\n", "t": "\t"}.get(after, after))
            elif one == "\n" and quotes == '"""':
                piece.add("\n")
                at += 1
                at += indent if source[at : at + indent].isspace() or not indent else 0
            else:
                piece.add(one)
                at += 1
        return at + len(quotes)

    code(0, closes=False)
    return found


def phrases(literal):
    """The phrases of one literal: what TemplateTranslation asks the book for."""
    first = literal.pieces[0] if literal.pieces else None
    place = "tag" if first and re.match(r' [a-z-]+="', first) else "text"
    run, tag, element = "", "", ""  # the element is empty after a closing tag, as that begins with a stroke
    for piece in literal.pieces:
        if piece is None:
            if place == "tag":
                tag += "{}"
            else:
                run += "{}"
            continue
        for one in piece:
            if place == "text" and one == "<":
                if element not in KEPT:
                    yield run
                run, tag, place = "", "", "tag"
            elif place == "tag" and one == ">":
                element, place = re.match(r"[a-z0-9]*", tag)[0], "text"
            elif place == "tag" and one == '"':
                place, run = "attribute", ""
            elif place == "attribute" and one == '"':
                if (name := re.search(r"([a-z-]+)=$", tag)) and name[1] in SHOWN_ATTRIBUTES:
                    yield run
                place, run, tag = "tag", "", tag + '""'
            elif place == "tag":
                tag += one
            else:
                run += one
    if place != "tag":
        yield run


def keyed(run):
    return " ".join(run.split())


def wanted():
    """Every phrase that needs English, with the places that say it."""
    places = {}
    for floor in FLOORS:
        for file in sorted((ROOT / "Sources" / floor).rglob("*.swift")):
            path = str(file.relative_to(ROOT))
            if UNSEEN.search(path):
                continue
            for literal in literals(path, file.read_text(encoding="utf-8")):
                for phrase in map(keyed, phrases(literal)):
                    if HAN.search(phrase) and ("，" in phrase and "请" in phrase or not SENTENCES.match(path)):
                        places.setdefault(phrase, []).append(f"{literal.path}:{literal.line}")
    for file in ROOT.glob(ROLES):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if title := re.match(r" +title: *(.+)", line):
                places.setdefault(title[1], []).append(f"{file.relative_to(ROOT)}:{number}")
    return places


def book():
    """The lines of the dictionary, and what is wrong with them."""
    lines, faults = {}, []
    for number, line in enumerate(BOOK.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{BOOK.relative_to(ROOT)}:{number}"
        if not line or line.startswith("#"):
            continue
        phrase, tab, english = line.partition("\t")
        if not tab or not english.strip():
            faults.append(f"{place}: no English for {phrase}")
        elif phrase in lines:
            faults.append(f"{place}: {phrase} stands there twice")
        elif fault := wrong_places(phrase, english):
            faults.append(f"{place}: {fault}: {english}")
        lines[phrase] = place
    return lines, faults


def wrong_places(phrase, english):
    """What is wrong with the places for values in a translation; None where every one has a value."""
    count, named, following = phrase.count("{}"), set(), 0
    for place in re.findall(r"\{([^}]*)\}", english):
        if place == "s" or "|" in place:
            continue
        number = place.split(":")[0]
        following += not number
        named.add(int(number) if number else following)
    if any(number > count for number in named):
        return f"only {count} values in the phrase"
    if "{}" in english and len(named) != following:
        return "either name every value or none"
    return None


def main():
    places = wanted()
    lines, faults = book()
    missing = [phrase for phrase in places if phrase not in lines]
    if sys.argv[1:] == ["--missing"]:
        print("\n".join(f"{phrase}\t" for phrase in missing))
        return 1 if missing else 0
    faults += [f"{places[phrase][0]}: no English in {BOOK.relative_to(ROOT)}: {phrase}" for phrase in missing]
    faults += [f"{place}: no page says this any more: {phrase}" for phrase, place in lines.items() if PLACE.sub("", phrase) not in places]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
