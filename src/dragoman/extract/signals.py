"""What English says about acts: the patterns and words of `acts.yaml`, compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import yaml

from dragoman.extract.beginnings import Patterns


@dataclass(frozen=True)
class Signals:
    """The patterns and words of `acts.yaml`, compiled."""

    data: Mapping[str, Mapping[str, str | list[str]]]

    @cached_property
    def cues(self) -> Patterns:
        """What a cue names, in the order in which it counts."""
        return self._patterns("cues")

    @cached_property
    def decisive(self) -> Patterns:
        """What a content begins with that names an act by itself."""
        return self._patterns("decisive")

    @cached_property
    def conditional(self) -> Patterns:
        """What makes a demand of a refusal."""
        return self._patterns("conditional")

    @cached_property
    def completed(self) -> Patterns:
        """How a cue ends that the beginning of its content completes."""
        return self._patterns("completed")

    @cached_property
    def kinds(self) -> Patterns:
        """Kinds of cues that name no act."""
        return self._patterns("kinds")

    @cached_property
    def contents(self) -> Patterns:
        """What a content says."""
        return self._patterns("contents")

    @cached_property
    def sources(self) -> Patterns:
        """How a source reads."""
        return self._patterns("sources")

    @cached_property
    def clauses(self) -> Patterns:
        """Modal verbs and negations."""
        return self._patterns("clauses")

    @cached_property
    def subjects(self) -> Mapping[str, str]:
        """The group of subjects that a word at the beginning of a sentence belongs to."""
        groups = self.data["subjects"].items()
        return {word: group for group, words in groups for word in str(words).split()}

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Lists of words by name."""
        return {name: frozenset(str(words).split()) for name, words in self.data["words"].items()}

    @cached_property
    def irregular(self) -> Mapping[str, str]:
        """The base of an irregular form."""
        groups = self.data["irregular"].items()
        return {form: base for base, forms in groups for form in str(forms).split()}

    def _patterns(self, group: str) -> Patterns:
        return Patterns(
            {
                name: "|".join(value) if isinstance(value, list) else value
                for name, value in self.data[group].items()
            }
        )


@cache
def signals() -> Signals:
    """Load the patterns and words of the package."""
    text = files("dragoman.extract").joinpath("acts.yaml").read_text(encoding="utf-8")
    return Signals(yaml.safe_load(text))
