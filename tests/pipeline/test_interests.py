from dragoman.ingest import Interest
from dragoman.pipeline import interest_of
from dragoman.resolve import load_knowledge
from dragoman.settings.codebooks import shipped_codebook


def wanted() -> Interest:
    codebook = shipped_codebook("russia-ukraine")
    return interest_of(load_knowledge(), codebook.parties, codebook, ["en"])


def test_interest_names_the_parties_and_who_acts_for_them() -> None:
    russia, ukraine = wanted().sides
    assert {"Russia", "Kremlin", "Dmitry Peskov", "Peskov"} <= set(russia)
    assert {"Ukraine", "Kyiv", "Volodymyr Zelensky", "Zelensky"} <= set(ukraine)
    assert not {"TASS", "RIA Novosti"} & set(russia), "a party's outlets report on everything"


def test_interest_has_the_words_of_the_concepts_but_not_the_parties_names() -> None:
    words = wanted().words
    assert {"truce", "sanction", "negoti"} <= set(words)
    assert not any(word.startswith(("ukrain", "russia")) for word in words)


def test_interest_takes_what_concerns_the_negotiation_and_leaves_the_rest() -> None:
    interest = wanted()
    assert interest.concerns(b"Peskov said that Kyiv had not answered.")
    assert interest.concerns(b"Zelensky wants a truce, an exchange of prisoners, talks.")
    assert not interest.concerns(b"The bank raised its rates, and the shares fell by a third.")


def test_interest_of_a_dossier_without_parties_or_codebook_is_everything() -> None:
    assert interest_of(load_knowledge(), [], None).concerns(b"Peel the apples.")
