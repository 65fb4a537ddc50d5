"""Concepts: those of the shipped codebook and more, so that the matrix has fifty."""

from pathlib import Path

import yaml

from dragoman.record import Codebook
from dragoman.settings.codebooks import read_codebook

MORE = """
corridor-by-rail|humanitarian|A railway corridor for civilians is opened
  +the trains must run for those who want to leave +a corridor by rail could open within a week
  -no train will cross the line -a corridor by rail would only serve the army
prisoner-visits|humanitarian|Observers may visit prisoners of war
  +our doors are open to the observers +every camp has to be visited
  -there is no reason to let observers in -such visits are put off until further notice
mine-clearing|humanitarian|Both sides clear mines together
  +the fields have to be cleared by both of us +joint teams could begin in spring
  -nobody will show our maps to the other side -joint clearing is out of the question
hotline|process|The armed forces of both sides keep a line open to each other
  +a line between the staffs would spare lives +the line is to be manned day and night
  -there is nobody to call over there -we have cut that line for good
observers|ceasefire|Foreign observers watch over a truce
  +observers must be on the ground from the first hour +without observers no truce will hold
  -we do not need foreign observers -observers have never stopped a shell
air-truce|ceasefire|Both sides stop attacks from the air
  +the sky must be quiet first +an end to raids from the air is within reach
  -our air force will go on -a truce in the air alone would be a trap
sea-truce|ceasefire|Both sides stop attacks at sea
  +ships must be left alone by everyone +a truce at sea is a first step
  -the fleet stays where it is -nobody can promise safety at sea
transit-fees|economy|Goods in transit pay an agreed fee
  +a fee that both agree on would do +the fees can be settled by experts
  -we shall not pay for our own roads -fees are no matter for these talks
frozen-assets|economy|Assets that are frozen abroad pay for rebuilding
  +those assets have to rebuild what was destroyed +the interest may be used at once
  -taking those assets is theft -the assets are not for these talks to give away
pipelines|economy|Pipelines across the front stay in use
  +the pipelines must be kept out of this +repair teams may work on the pipeline
  -no more gas will pass through here -that pipeline is closed and stays closed
language-rights|governance|Minority languages have a guaranteed place in schools and offices
  +everyone may learn in the language of home +language is part of any settlement
  -schools are no business of others -no language needs the protection of an army
amnesty|justice|Those who fought are pardoned, but for grave crimes
  +an amnesty would bring many home +those who laid down arms should be pardoned
  -there can be no pardon for what was done here -an amnesty would reward them
archives|justice|Archives about the missing are opened
  +the families have a right to those files +the archives are to be opened this year
  -those archives stay closed -opening the files would help nobody
buffer-zone|security|A zone without heavy weapons lies between the sides
  +a strip without guns would calm things +heavy weapons could be drawn back by ten miles
  -no zone will be carved out of our land -a buffer zone only moves the front
drills|security|Large military drills are announced or given up
  +drills ought to be told of a month ahead +the autumn drill has been called off
  -we drill where and when we please -nobody has to be told of our drills
"""
"""A line with id, issue and text, then what supports (+) and what opposes it (-)."""


def extend(path: Path) -> Codebook:
    """Write more concepts into a codebook's file, and read it."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    values["concepts"] += list(map(_concept, MORE.strip().replace("\n  ", " ").split("\n")))
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def _concept(line: str) -> dict[str, object]:
    id_, issue, rest = line.split("|")
    text, *examples = rest.replace(" +", "\n+").replace(" -", "\n-").split("\n")
    return {
        "id": id_,
        "issue": issue,
        "text": text.strip(),
        "support": [example[1:].strip() for example in examples if example[0] == "+"],
        "oppose": [example[1:].strip() for example in examples if example[0] == "-"],
    }
