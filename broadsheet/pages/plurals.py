"""Plural forms: a language and a whole number in; the name of the form out (Unicode CLDR, cardinal rules)."""


def plural_form(language: str, number: int) -> str:
    """Return ``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``."""
    code = language.partition("-")[0].lower()
    if code in ("ru", "uk"):
        return _east_slavic(number)
    if code == "cs" and 2 <= number <= 4:
        return "few"
    if code == "pl":
        return _polish(number)
    if code == "ar":
        return _arabic(number)
    if code in ("fr", "pt"):
        return "one" if number < 2 else "other"
    if code == "he":
        return {1: "one", 2: "two"}.get(number, "other")
    return "one" if number == 1 else "other"


def _east_slavic(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _polish(number: int) -> str:
    if number == 1:
        return "one"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    last = number % 100
    if 3 <= last <= 10:
        return "few"
    return "many" if last >= 11 else "other"
