"""Lexicon: how one language attributes.

Code holds no words: verbs with their acts, phrases, source nouns, complementisers and word order
all stand in `lexicons/<language>.yaml`, where someone who knows the language can review them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dragoman.record import Act

NOTHING = re.compile(r"(?!)")
"""Matches nowhere: what a language does not have."""

ENGLISH = "en"
ANY = ""
"""The language of the lexicon that has quotation marks only, for languages without a file."""


class Order(StrEnum):
    """Where source and content stand about a reporting verb."""

    SOURCE_CUE = "source cue content"
    CLOSED = "content cue source"
    CUE_SOURCE = "cue source content"
    FINAL = "source content cue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the rules know of one language.

    A pattern that a language does not have is `NOTHING`.

    Attributes:
        language: ISO 639-1 code; empty for the lexicon without words.
        orders: Word orders, in the order in which they are tried.
        marked: Whether content that follows a cue must be announced: by a complementiser, a
            colon, a quotation mark.
        cased: Whether capitals tell names.
        nouns_cased: Whether every noun has a capital, so that one alone is no name.
        acts: Every inflected form of a reporting verb, folded, with its act.
        bare: Acts whose verbs take their content without an announcement: "rejected the plan".
        verb: A reporting verb; group `cue` is what counts, `plain` or `compound` the form.
        participle: A form that borrows the source of the verb before: "adding".
        impersonal: A plural that has its source in a prepositional phrase.
        inverted: What follows a verb with its pronoun attached: "-t-il"; group `source`.
        according: "according to"; the source follows.
        postposed: "zufolge", "göre"; the source stands before.
        like: "as", before a clause with verb and source: "as the minister said".
        opinion: "in his opinion": source and cue in one.
        citing: "citing"; the source follows.
        reported_by: "this was reported by", about the sentence before.
        declined: Refusals to comment.
        noun: Common nouns that can be a source.
        head: Nouns whose form shows that a source begins with them.
        pronoun: Pronouns that can be a source.
        oblique: How a phrase begins that is no subject, for its case.
        relative: A relative pronoun at the end of what precedes a verb.
        group: Auxiliaries and adverbs between a source and its verb, at the end of a run.
        breaks: Where the clause before a source ends.
        leading: What stands before a source within its clause, at the beginning of a run.
        cuts: Where a source that precedes its verb ends before the verb: "in an interview".
        stops: Where a source that follows a cue ends.
        phrase: How far a source that follows a cue reaches at most.
        opening: How the source that opens a sentence reads, where the verb closes it.
        skip: What may stand between a cue and a source that follows it.
        institution: The preposition of an impersonal source.
        determiners: Words that a source without a capital begins with. Empty: any may.
        not_first: Words that no source begins with.
        adjunct: What may stand between an attribution that closes a sentence and its end.
        fronted: Circumstances at the beginning of a sentence, which are no content.
        particle: Lower-case words inside names, for a name before a colon.
        complement: What announces content after a cue.
        told: A cue's addressee; tried after the verbs of `tells`.
        tells: Verb forms that take an addressee.
        passive: What before a participle makes it no cue: "by saying".
        infinitive: What parts a refusal's cue from its content: "declined" from "to comment".
        which: A relative pronoun at the end of what is refused.
        linking: The end of a run that goes on after "according to X".
        ends: Where content that follows a cue ends within the sentence.
        final: How content ends before a verb that closes the sentence.
        joined: An "and" right before a verb, which then has the source of the verb before.
        content_acts: Contents that make an act out of a plain "said"; tried in order.
        abbreviations: Folded words that a full stop abbreviates.
    """

    language: str
    orders: tuple[Order, ...]
    marked: bool
    cased: bool
    nouns_cased: bool
    acts: Mapping[str, Act]
    bare: frozenset[Act]
    verb: re.Pattern[str]
    participle: re.Pattern[str]
    impersonal: re.Pattern[str]
    inverted: re.Pattern[str]
    according: re.Pattern[str]
    postposed: re.Pattern[str]
    like: re.Pattern[str]
    opinion: re.Pattern[str]
    citing: re.Pattern[str]
    reported_by: re.Pattern[str]
    declined: re.Pattern[str]
    noun: re.Pattern[str]
    head: re.Pattern[str]
    pronoun: re.Pattern[str]
    oblique: re.Pattern[str]
    relative: re.Pattern[str]
    group: re.Pattern[str]
    breaks: re.Pattern[str]
    leading: re.Pattern[str]
    cuts: re.Pattern[str]
    stops: re.Pattern[str]
    phrase: re.Pattern[str]
    opening: re.Pattern[str]
    skip: re.Pattern[str]
    institution: re.Pattern[str]
    determiners: frozenset[str]
    not_first: frozenset[str]
    adjunct: re.Pattern[str]
    fronted: re.Pattern[str]
    particle: re.Pattern[str]
    complement: re.Pattern[str]
    told: re.Pattern[str]
    tells: frozenset[str]
    passive: re.Pattern[str]
    infinitive: re.Pattern[str]
    which: re.Pattern[str]
    linking: re.Pattern[str]
    ends: re.Pattern[str]
    final: re.Pattern[str]
    joined: re.Pattern[str]
    content_acts: tuple[tuple[re.Pattern[str], Act], ...]
    abbreviations: frozenset[str]

    def form(self, verb: re.Match[str]) -> str:
        """Give the verb form of a match of `verb`, folded as the keys of `acts` are."""
        return fold(verb["plain"] or verb["compound"])


def fold(words: str) -> str:
    """Fold case, white space and the Arabic letters that newsrooms write with or without hamza."""
    return re.sub("[أإآ]", "ا", " ".join(words.casefold().split()))
