"""A verifier written from ``docs/record-format.md`` alone, with nothing but the standard library.

It knows no module of this repository. What it finds is a list of sections that do not hold.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from math import ceil
from typing import Any

Json = dict[str, Any]
BEIJING = timezone(timedelta(hours=8))


def faults(text: str) -> list[str]:
    """The sections of record.json that do not hold, in the order of the page."""
    record: Json = json.loads(text)
    policy = record["policy"]
    found = []
    if text != _canonical(record) or record["sha256"] != _hash_without(record, {"sha256"}):
        found.append("record")
    if record["policy_sha256"] != _sha256(_canonical(policy)):
        found.append("policy")
    checks = {
        "events": _events(record),
        "draws": _draws(record),
        "reviews": _reviews(record),
        "shortlist": _shortlist(record),
        "combined": _combined(record),
        "ballot": _ballot(record),
        "publicity": _publicity(record),
    }
    return found + [section for section, holds in checks.items() if not all(holds)]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash_without(value: Json, keys: set[str]) -> str:
    return _sha256(_canonical({key: item for key, item in value.items() if key not in keys}))


def _value(policy: Json, path: str) -> Any:
    for part in path.split("."):
        policy = policy[part]
    return policy["value"]


def _hard(policy: Json, name: str) -> Any:
    return _value(policy, f"hard_cases.{name}") if "hard_cases" in policy else False


def _events(record: Json) -> Iterator[bool]:
    previous = "0" * 64
    for event in record["events"]:
        yield event["prev_sha256"] == previous
        facts = {k: v for k, v in event.items() if k not in {"prev_sha256", "sha256"}}
        yield not facts or event["sha256"] == _sha256(f"{previous}\n{_canonical(facts)}")
        previous = event["sha256"]


def _draws(record: Json) -> Iterator[bool]:
    draws = record["draws"]
    if draws is None:
        return
    yield draws["edition_seed"] == _sha256("\n".join(_seed_parts(draws)))
    yield from _announced(record, draws)
    numbers = [panel["number"] for panel in draws["panels"]]
    yield len(set(numbers)) == len(numbers)
    low = _value(record["policy"], "panel.size_min")
    high = _value(record["policy"], "panel.size_max")
    for panel in draws["panels"]:
        yield low <= panel["size"] <= high
        yield from _panel(draws, panel)
        yield from _replacements(panel)


def _seed_parts(draws: Json) -> list[str]:
    if not draws.get("terms"):
        return [draws["public_value"], *draws["witnesses"]]
    terms, value = _sha256(_canonical(draws["terms"])), _value_text(draws["public_value"])
    return ["zhijiang-draw/2", terms, value, *(one["entry"] for one in draws["openings"])]


def _value_text(text: str) -> str:
    """As RFC 3797 writes it."""
    found = ""
    for source in filter(str.strip, text.split("/")):
        words = re.findall(r"[^\s,，、]+", source)
        if all(re.fullmatch(r"[0-9]+(\.[0-9]+)?", word) for word in words):
            shown = [re.sub(r"^0+(?=[0-9])", "", w) for w in sorted(words, key=Fraction)]
            found += "".join(f"{one}." for one in shown) + "/"
        else:
            found += "".join(words).upper() + "/"
    return found


def _announced(record: Json, draws: Json) -> Iterator[bool]:
    acts = [(e["action"], e["facts"]) for e in record["events"] if "facts" in e]
    terms = draws.get("terms")
    if not terms:
        yield "panels.draw_announced" not in {action for action, _ in acts}
        return
    closed = [(one["name"], one["commitment"]) for one in terms["witnesses"]]
    yield closed == [
        (one["name"], _sha256(f"{one['salt']}\n{one['entry']}")) for one in draws["openings"]
    ]
    yield [one["entry"] for one in draws["openings"]] == draws["witnesses"]
    for panel, fixed in zip(draws["panels"], terms["panels"], strict=True):
        yield all(panel[key] == fixed[key] for key in ("number", "size", "reserves"))
        yield fixed["excluded"].items() <= panel["draw"]["excluded"].items()
        yield terms["pool_sha256"] == panel["draw"]["pool_sha256"]
    for failed in draws["failed"]:
        yield bool(failed["silent"]) and failed["terms"]["source"] != terms["source"]
        yield not set(failed["silent"]) & {name for name, _ in closed}
    told = ("panels.draw_announced", "terms_sha256", _sha256(_canonical(terms)))
    drawn = ("panels.drawn", "edition_seed", draws["edition_seed"])
    places = [
        [n for n, (a, f) in enumerate(acts) if (a, f.get(key)) == (action, wanted)]
        for action, key, wanted in (told, drawn)
    ]
    yield bool(all(places)) and places[0][0] < places[1][-1]


def _panel(draws: Json, panel: Json) -> Iterator[bool]:
    draw, pool = panel["draw"], panel["pool"]
    yield draw["pool_sha256"] == _sha256("\n".join(sorted(pool)))
    yield draw["seed"] == _sha256(f"{draws['edition_seed']}:panel:{panel['number']}")
    order = _order([one for one in pool if one not in draw["excluded"]], draw["seed"])
    seated: list[str] = []
    for stratum in panel["strata"]:
        own = [one for one in order if pool[one] == stratum["specialty"]]
        seated += own[: stratum["at_least"]]
    seated += [one for one in order if one not in seated][: panel["size"] - len(seated)]
    waiting = [one for one in order if one not in seated][: panel["reserves"]]
    yield draw["panel"] == [one for one in order if one in seated]
    yield draw["reserves"] == waiting
    yield draw["missing_reserves"] == panel["reserves"] - len(waiting)


def _order(members: list[str], seed: str) -> list[str]:
    return sorted(members, key=lambda one: _sha256(f"{seed}:{one}"))


def _replacements(panel: Json) -> Iterator[bool]:
    draw, gone = panel["draw"], set[str]()
    for number, change in enumerate(panel["replacements"], start=1):
        yield change["number"] == number and bool(change["reason"].strip())
        left = [r for r in draw["reserves"] if r not in gone and r not in change["excluded"]]
        if left:
            yield (change["coming"], change["source"], change["seed"]) == (left[0], "reserve", "")
        else:
            seed = _sha256(f"{draw['seed']}:replacement:{number}")
            out = {*draw["panel"], *draw["reserves"], *gone, *draw["excluded"], *change["excluded"]}
            [first, *_] = _order([one for one in panel["pool"] if one not in out], seed)
            yield (change["coming"], change["source"], change["seed"]) == (first, "drawn", seed)
        gone |= {change["coming"], change["leaving"]}


def _seats(panel: Json, ref: str) -> dict[str, int]:
    seats = {who: number for number, who in enumerate(panel["draw"]["panel"])}
    for change in panel["replacements"]:
        if change["ref"] in {"", ref} and change["leaving"] in seats:
            seats[change["coming"]] = seats[change["leaving"]]
    return seats


def _reviews(record: Json) -> Iterator[bool]:
    policy, draws = record["policy"], record["draws"]
    panels = {panel["number"]: panel for panel in draws["panels"]} if draws else {}
    everywhere = {
        one["reviewer"]
        for review in record["reviews"]
        for one in review["recusals"]
        if one["ground"] == "found_later"
    }
    for review in record["reviews"]:
        own = {sheet["reviewer"] for sheet in review["sheets"]}
        recused = {one["reviewer"] for one in review["recusals"] if one["ref"] == review["ref"]}
        keeps = _hard(policy, "keep_if_submitted")
        yield not own & ((set() if keeps else recused) | everywhere)
        if review["panel"] in panels:
            kept = recused if keeps else set()
            seats = _seats(panels[review["panel"]], review["ref"])
            yield own <= seats.keys() | kept
            held = [seats[one] for one in own if one in seats]
            yield len(set(held)) == len(held)
        yield len(review["sheets"]) >= _value(policy, "panel.min_after_recusal")
        yield from _score(record, review)
        yield from _moved(record, review)


def _score(record: Json, review: Json) -> Iterator[bool]:
    policy, score = record["policy"], review["score"]
    talks = {talk["item"]: talk["percent"] for talk in review["consensus"]}
    total = Fraction(0)
    for item in record["criteria"]["items"]:
        number, own = item["number"], score["items"][item["number"]]
        percents = {sheet["reviewer"]: sheet["items"].get(number) for sheet in review["sheets"]}
        step = _value(policy, "scoring.percent_step")
        legal = [one for one in percents.values() if one is not None and one % step == 0]
        yield len(legal) == len(percents) and all(0 <= one <= 100 for one in legal)
        if len(legal) < len(percents):
            return
        agreed = talks.get(number)
        percent = Fraction(agreed) if agreed is not None else _middle(policy, percents, review)
        mean = item["points"] * percent / 100
        spread = max(legal) - min(legal)
        yield own["percents"] == percents
        yield (Fraction(own["mean"]), own["spread"]) == (mean, spread)
        yield own["agreed"] == (agreed is not None)
        if _value(policy, "scoring.combine") == "consensus":
            yield not spread or agreed is not None
        else:
            yield spread <= _value(policy, "scoring.spread_limit") or number in talks
        total += mean
    yield Fraction(score["total"]) == total and score["consensus_needed"] == []


def _middle(policy: Json, percents: dict[str, int], review: Json) -> Fraction:
    rule, own = _value(policy, "scoring.combine"), sorted(percents.values())
    if rule == "leader":
        return Fraction(percents[review["leader"]])
    if rule == "median":
        return Fraction(own[(len(own) - 1) // 2] + own[len(own) // 2], 2)
    trim = _value(policy, "scoring.trim")
    inner = own[trim["low"] : len(own) - trim["high"]]
    if rule == "trimmed_mean" and len(own) >= trim["min_n"] and inner:
        own = inner
    return Fraction(sum(own), len(own))


def _moved(record: Json, review: Json) -> Iterator[bool]:
    documents = {r["ref"]: r for r in record["reviews"] if r["stage"] == "document-review"}
    before = documents.get(review["ref"])
    if review["stage"] == "document-review" or before is None:
        return
    for number, item in review["score"]["items"].items():
        same = item["mean"] == before["score"]["items"][number]["mean"]
        yield same or bool(review["reasons"].get(number, "").strip())


def _shortlist(record: Json) -> Iterator[bool]:
    own, policy = record["shortlist"], record["policy"]
    if own is None:
        return
    totals = {r["ref"]: r["score"]["total"] for r in record["reviews"]
              if r["stage"] == "document-review"}  # fmt: skip
    for ref in totals.keys() | own["scores"].keys():
        yield own["scores"].get(ref) == totals.get(ref) or ref in record["withdrawn"]
    scores = {ref: Fraction(score) for ref, score in own["scores"].items()}
    order = sorted(sorted(scores), key=lambda ref: -scores[ref])
    rule = policy["shortlist"]
    floor = Fraction(rule["min_score"]["value"]) if rule.get("min_score") else Fraction(0)
    above = [ref for ref in order if scores[ref] >= floor]
    size, mode = len(above), rule["mode"]["value"]
    if mode == "top_k":
        size = rule["k"]["value"]
    if mode == "ratio":
        seats = sum(prize["max_orgs"]["value"] for prize in policy["prizes"])
        size = ceil(Fraction(rule["ratio"]["value"]) * seats)
    tied = set()
    if 0 < size < len(above) and scores[above[size - 1]] == scores[above[size]]:
        tied = {ref for ref in above if scores[ref] == scores[above[size - 1]]}
    chosen = set() if mode == "manual" else set(above[:size]) - tied
    for ref, choice in own["choices"].items():
        chosen = chosen | {ref} if choice["chosen"] else chosen - {ref}
        tied.discard(ref)
    yield own["result"]["chosen"] == [ref for ref in order if ref in chosen]
    yield own["result"]["not_chosen"] == [ref for ref in order if ref not in chosen | tied]
    yield own["result"]["undecided"] == []


def _combined(record: Json) -> Iterator[bool]:
    own = record["combined"]
    for ref, score in own["scores"].items() if own else ():
        parts = {r["stage"]: r["score"]["total"] for r in record["reviews"] if r["ref"] == ref}
        parts |= {name: given[ref] for name, given in own["outside"].items() if ref in given}
        weights = _value(record["policy"], "scoring.weights")
        yield weights.keys() <= parts.keys()
        if weights.keys() <= parts.keys():
            weighed = (Fraction(weights[name]) * Fraction(parts[name]) for name in weights)
            yield Fraction(score) == sum(weighed, Fraction(0))


def _ballot(record: Json) -> Iterator[bool]:
    own, policy = record["ballot"], record["policy"]
    if own is None:
        return
    for ref, candidate in own["candidates"].items():
        yield not record["shortlist"] or ref in record["shortlist"]["result"]["chosen"]
        combined = record["combined"]
        yield not combined or combined["scores"].get(ref) == candidate["combined"]
    for held in own["rounds"]:
        for tally in held["tallies"]:
            cast = tally["votes_for"] + tally["votes_against"] + tally["votes_blank"]
            yield 0 <= cast <= own["present"] - tally["recused"]
    quorum, result = _value(policy, "vote.quorum"), own["result"]
    yield result["quorum"] == (own["present"] * quorum["den"] >= quorum["num"] * own["appointed"])
    if result["quorum"]:
        yield {p: names for p, names in result["proposed"].items() if names} == {
            p: names for p, names in _proposed(own, policy).items() if names
        }


def _proposed(own: Json, policy: Json) -> dict[str, list[str]]:
    """Whom the votes seat, prize by prize, as far as it was voted."""
    seats = {prize["id"]: prize["max_orgs"]["value"] for prize in policy["prizes"]}
    proposed: dict[str, list[str]] = {}
    order = [one["prize"] for one in _value(policy, "vote.rounds")]
    vacant = 0
    for prize in order:
        listed = {name for names in proposed.values() for name in names}
        held = [one for one in own["rounds"] if one["prize"] == prize]
        if _hard(policy, "single_ballot") and prize != order[0]:
            held = [own["rounds"][0], *held]
        if not held:
            break
        places = seats[prize] + (vacant if _hard(policy, "transfer_vacant") else 0)
        proposed[prize], is_open = _seated(own, policy, held, listed, places)
        vacant = places - len(proposed[prize])
        if is_open:
            break
    return proposed


def _seated(
    own: Json, policy: Json, held: list[Json], listed: set[str], places: int
) -> tuple[list[str], bool]:
    """Those seated from one prize's rounds, best first, and whether a run-off is due."""
    tallies = {t["candidate"]: t for t in held[0]["tallies"] if t["candidate"] not in listed}
    combined = {name: Fraction(own["candidates"][name]["combined"]) for name in tallies}
    votes = {name: tally["votes_for"] for name, tally in tallies.items()}
    keys = {
        "votes": lambda name: (votes[name],),
        "votes_then_score": lambda name: (votes[name], combined[name]),
        "score": lambda name: (combined[name],),
    }
    passed = [name for name in sorted(tallies) if _passes(own, policy, tallies[name])]
    seated, tied = _fill(passed, places, keys[_value(policy, "vote.rank_by")])
    run_offs = iter(held[1:])
    for rule in _value(policy, "vote.tie"):
        if rule == "vacant" or not tied:
            break
        if rule == "run_off":
            again = next(run_offs, None)
            if again is None:
                return seated, True
            more = {t["candidate"]: t["votes_for"] for t in again["tallies"]}
            need = policy["vote"].get("run_off_pass")
            told = {t["candidate"]: t for t in again["tallies"]}
            if need:
                asked = {**policy, "vote": {**policy["vote"], "pass": need}}
                tied = [name for name in tied if _passes(own, asked, told[name])]
            taken, tied = _fill(tied, places - len(seated), lambda name: (more[name],))  # noqa: B023
        elif rule == "priority":
            key = lambda name: (own["candidates"][name]["priority"],)  # noqa: E731
            taken, tied = _fill(tied, places - len(seated), key)
        else:
            taken, tied = _fill(tied, places - len(seated), lambda name: (combined[name],))
        seated = seated + taken
    return seated, False


def _fill(names: list[str], places: int, key: Any) -> tuple[list[str], list[str]]:
    """Who has a place by falling key, and who is equal where the places run out."""
    order = sorted(sorted(names), key=key, reverse=True)
    if places <= 0 or len(order) <= places:
        return (order, []) if places > 0 else ([], order)
    last, following = key(order[places - 1]), key(order[places])
    if last != following:
        return order[:places], []
    return [n for n in order if key(n) > last], [n for n in order if key(n) == last]


def _passes(own: Json, policy: Json, tally: Json) -> bool:
    rule = _value(policy, "vote.pass")
    stays = _hard(policy, "recused_in_denominator")
    cast = tally["votes_for"] + tally["votes_against"] + tally["votes_blank"]
    if rule["of"] == "ballots":
        base = cast + (tally["recused"] if stays else 0)
    else:
        base = own[rule["of"]] - (0 if stays else tally["recused"])
    won, needed = tally["votes_for"] * rule["den"], rule["num"] * base
    return bool(tally["votes_for"] > 0 and (won > needed if rule["strict"] else won >= needed))


def _publicity(record: Json) -> Iterator[bool]:
    own = record["publicity"]
    if own is None:
        return
    rule = record["policy"]["publicity"]
    first: dict[str, datetime] = {}
    for proof in own["proofs"]:
        if proof["address"] or proof["sha256"]:
            at = datetime.fromisoformat(proof["published_at"])
            first[proof["channel"]] = min(at, first.get(proof["channel"], at))
    channels = rule["channels"]["value"]
    yield set(channels) <= set(first)
    if not set(channels) <= set(first):
        return
    published = max(first[channel] for channel in channels)
    day = published.astimezone(BEIJING).date()
    if rule["count_from"]["value"] == "same_day":
        day -= timedelta(days=1)
    days = _counted(own, day, rule["days"]["value"], rule["unit"]["value"])
    ends = datetime.combine(days[-1] + timedelta(days=1), datetime.min.time(), BEIJING)
    period = own["period"]
    yield datetime.fromisoformat(period["published_at"]) == published
    yield (period["first_day"], period["last_day"]) == (days[0].isoformat(), days[-1].isoformat())
    yield datetime.fromisoformat(period["ends_at"]) == ends
    yield datetime.fromisoformat(own["closed_at"]) >= ends


def _counted(own: Json, day: date, days: int, unit: str) -> list[date]:
    """The days counted after `day`."""
    off = {one for year in own["years"] for one in year["off_days"]}
    worked = {one for year in own["years"] for one in year["make_up_workdays"]}
    found: list[date] = []
    while len(found) < days:
        day += timedelta(days=1)
        working = day.isoformat() in worked or (day.weekday() < 5 and day.isoformat() not in off)
        if working or (unit == "calendar" and len(found) < days - 1):
            found.append(day)
    return found
