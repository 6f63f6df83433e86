"""What a hand-in may claim."""

from __future__ import annotations

from datetime import date

import pytest

from flows.reporting.claims import describe_claim
from models.errors import CallerError
from models.language import speaking
from roadmaps.claims import Claim, check_claim, name_part, read_claim

TODAY = date(2021, 6, 8)


@pytest.mark.parametrize(
    ("years", "read"),
    [("2020 г. 2021 г.", (2020, 2021)), ("2021, 2020", (2020, 2021)), ("2019–2021 гг.", (2019, 2020, 2021)),
     ("2020 и 2021 годы", (2020, 2021)), ("", ())],
)  # fmt: skip
def test_years_as_people_write_them(years: str, read: tuple[int, ...]) -> None:
    assert read_claim(years=years).years == read


@pytest.mark.parametrize(
    "field",
    [{"share": "0"}, {"share": "101"}, {"share": "много"}, {"share": "1e2"}, {"share": "٥"},
     {"years": "скоро"}, {"years": "2020 <script>"}, {"result": "много"}],
)  # fmt: skip
def test_what_is_no_share_year_or_number_is_refused(field: dict[str, str]) -> None:
    """ASVS V2.2.1."""
    with pytest.raises(CallerError):
        read_claim(**field)


@pytest.mark.parametrize(
    "claim",
    [Claim(effective_on=date(2021, 6, 9)), Claim(effective_on=date(1945, 5, 9)), Claim(years=(2022,)),
     Claim(nothing_to_report=True, share_percent=50)],
)  # fmt: skip
def test_what_cannot_be_true_is_refused(claim: Claim) -> None:
    """ASVS V2.2.3: values that belong together agree."""
    with pytest.raises(CallerError):
        check_claim(claim, TODAY)


def test_a_claim_in_words() -> None:
    claim = Claim(False, date(2021, 6, 7), 60, (2020,), "214")
    assert describe_claim(claim, date(2021, 6, 5), "Не менее 200 участников") == (
        "Исполнено 07.06.2021: позже срока на 2 дн.",
        "Выполнено частично: 60 %",
        "Выполнено за годы: 2020; срок относится к 2021 году",
        "Результат: 214 при «не менее 200 участников»: достигнуто, больше на 14",
    )
    assert describe_claim(Claim(result="7"), date(2021, 6, 5), "Реестр") == ("Результат: 7",)
    assert claim.is_partial


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Claim(share_percent=60), "60 %"),
        (Claim(years=(2021, 2020)), "за 2020, 2021"),
        (Claim(share_percent=60, years=(2020,)), "60 % за 2020"),
        (Claim(), ""),
    ],
)
def test_an_accepted_part_has_a_name(part: Claim, words: str) -> None:
    assert name_part(part) == words


def test_a_result_with_a_comma_that_may_mean_two_things_in_english_is_asked_about() -> None:
    assert read_claim(result="1,250").result == "1.250"
    with speaking("en"):
        assert read_claim(result="12,5").result == "12.5"
        with pytest.raises(CallerError, match=r"Напишите 1250 или 1\.25"):
            read_claim(result="1,250")
