"""What a load must come to, computed from the load alone. Shares no code and no library with the pipeline.

Reads sent.jsonl (what was sent, in order) and leaves, violations, adherence and balance.jsonl (what came out) in the folder
given as argument. Prints what it expected and every difference; exits 1 if there is one. The controls are those of
src/test/resources/chaos/catalog.yaml, in this file's own words.
"""

import base64
import collections
import datetime
import json
import pathlib
import sys

SOURCES = {"audit.raw.gitlab": "gitlab", "audit.raw.cloudtrail": "cloudtrail", "audit.events": "canonical"}
MINIMUM = 2


def lines(folder, name):
    with open(folder / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def subjects_of_agent(item):
    """All that a tool call concerns, the home first; nothing for any other event."""
    if item.get("eventType") != "tool_execution_requested":
        return []
    if "subjects" in item:
        return [it["kind"] + "/" + it["id"] for it in item["subjects"]]
    return ["request/" + item["requestId"], "team/" + item["teamId"]]


class Ledger:
    """A fold over what was sent. The order within a subject is the order of sending, since the key keeps it."""

    def __init__(self):
        self.balance = collections.defaultdict(collections.Counter)
        self.kinds = collections.Counter()  # (source, id, kind) of leaves; of a mention, with the subject behind the id
        self.seen = collections.defaultdict(set)  # (source, id) -> contents
        self.facts = {}  # subject -> (time, value)
        self.standings = {}  # (control, subject) -> [status, time, changes]
        self.open = {}  # (control, subject) -> event id of the open violation
        self.violations = collections.Counter()  # (control, subject, event id, last status)

    def take(self, topic, value):
        source = SOURCES[topic]
        try:
            document = json.loads(value)
        except ValueError:
            self.balance[source].update(received=1, refused=1)
            self.kinds[source, "", "REJECTION"] += 1
            return
        items = document["Records"] if "Records" in document else [document]
        for item in items:
            self.item(source, item)

    def item(self, source, item):
        name = {"gitlab": "id", "cloudtrail": "eventID", "canonical": "id"}[source]
        content = json.dumps(item, sort_keys=True)
        contents = self.seen[source, item[name]]
        self.balance[source]["received"] += 1
        mentions = [item[name] + " at " + subject for subject in subjects_of_agent(item)[1:]]
        if content in contents:
            self.balance[source]["duplicate"] += 1
            for leaf in [item[name]] + mentions:
                self.kinds[source, leaf, "DUPLICATE"] += 1
            return
        contents.add(content)
        self.balance[source]["accepted"] += 1
        self.kinds[source, item[name], "EVENT"] += 1
        for mention in mentions:
            self.kinds[source, mention, "MENTION"] += 1
        getattr(self, source)(item)

    def canonical(self, item):
        """Only agents are asked after; a team is judged by a mention, a package at home."""
        for subject in subjects_of_agent(item):
            if subject.split("/")[0] in ("team", "package"):
                status = "PASS" if item["data"]["tool"] == "plan" else "FAIL"
                self.occurrence("agents-plan", subject, moment(item["timestamp"]), status, item["id"])

    def gitlab(self, item):
        subject = "project/%s" % item["entity_id"]
        at = moment(item["created_at"])
        details = item["details"]
        if item["event_type"] == "merge_request_merged":
            count = details.get("approval_count")
            status = "UNKNOWN" if count is None else "PASS" if count >= MINIMUM else "FAIL"
            self.occurrence("merge-approvals", subject, at, status, item["id"])
        elif item["event_type"] == "update_approval_rules":
            if subject not in self.facts or at >= self.facts[subject][0]:
                self.facts[subject] = (at, int(details["to"]))
            status = "PASS" if self.facts[subject][1] >= MINIMUM else "FAIL"
            self.state("project-setting", subject, at, status, item["id"])

    def cloudtrail(self, item):
        identity = item["userIdentity"]
        if item["eventSource"].startswith("iam.") and identity["type"] == "Root":
            factor = identity["sessionContext"]["attributes"]["mfaAuthenticated"] == "true"
            subject = "account/%s" % item["recipientAccountId"]
            at = moment(item["eventTime"])
            self.occurrence("root-second-factor", subject, at, "PASS" if factor else "FAIL", item["eventID"])

    def occurrence(self, control, subject, at, status, event):
        if status == "FAIL":
            self.violations[control, subject, event, "DETECTED"] += 1
        self.stand(control, subject, at, status)

    def state(self, control, subject, at, status, event):
        if not self.stand(control, subject, at, status):
            return
        key = control, subject
        if status == "FAIL" and key not in self.open:
            self.open[key] = event
            self.violations[control, subject, event, "DETECTED"] += 1
        elif status == "PASS" and key in self.open:
            opened = self.open.pop(key)
            self.violations[control, subject, opened, "DETECTED"] -= 1
            self.violations[control, subject, opened, "RESOLVED"] += 1

    def stand(self, control, subject, at, status):
        """False: something newer is known, and nothing moves."""
        before = self.standings.get((control, subject))
        if before is None:
            self.standings[control, subject] = [status, at, 0]
            return True
        if at < before[1]:
            return False
        self.standings[control, subject] = [status, at, before[2] + (before[0] != status)]
        return True


def check_leaves(ledger, leaves, say):
    by_partition = collections.defaultdict(list)
    kinds = collections.Counter()
    origins = collections.Counter()
    for leaf in leaves:
        by_partition[leaf["partition"]].append(leaf["leaf"])
        if leaf["kind"] in ("EVENT", "MENTION", "DUPLICATE", "REJECTION"):
            if "source" in leaf:
                at = " at " + leaf["mention"] if "mention" in leaf else ""
                kinds[leaf["source"], leaf.get("id", "") + at, leaf["kind"]] += 1
                origins[leaf["origin"] + at] += 1
        elif leaf["kind"] != "DEFINITION":
            say("a leaf of kind %s, which nobody sent" % leaf["kind"])
    for partition, ordinals in sorted(by_partition.items()):
        if ordinals != list(range(len(ordinals))):
            wrong = next(i for i, ordinal in enumerate(ordinals) if ordinal != i)
            say("partition %d: leaf %d where %d should be" % (partition, ordinals[wrong], wrong))
    for origin, times in origins.items():
        if times != 1:
            say("source record %s has %d leaves" % (origin, times))
    compare("leaf", ledger.kinds, kinds, say)


def check_violations(ledger, records, say):
    states = collections.defaultdict(list)
    last = {}
    for record in records:
        states[record["id"]].append(record["status"])
        last[record["id"]] = record
    for violation, sequence in states.items():
        if sequence not in (["DETECTED"], ["DETECTED", "RESOLVED"]):
            say("violation %s went through %s" % (violation, sequence))
    found = collections.Counter((it["control"], it["subject"], it["event"], it["status"]) for it in last.values())
    compare("violation", +ledger.violations, found, say)


def compare(what, expected, found, say):
    for key in sorted(set(expected) | set(found), key=str):
        if expected.get(key) != found.get(key):
            say("%s %s: expected %s, found %s" % (what, key, expected.get(key), found.get(key)))


def main():
    folder = pathlib.Path(sys.argv[1])
    differences = []
    ledger = Ledger()
    sent = lines(folder, "sent.jsonl")
    for record in sent:
        ledger.take(record["topic"], base64.b64decode(record["value"]))

    check_leaves(ledger, lines(folder, "leaves.jsonl"), differences.append)
    check_violations(ledger, lines(folder, "violations.jsonl"), differences.append)
    standings = {
        (it["control"], it["subject"]): [it["status"], moment(it["effective"]), it["changes"]]
        for it in lines(folder, "adherence.jsonl")
    }
    compare("standing", ledger.standings, standings, differences.append)
    balance = {it.pop("source"): it for it in lines(folder, "balance.jsonl")}
    expected = {
        source: {name: counts[name] for name in ("received", "accepted", "duplicate", "refused", "forged")}
        for source, counts in ledger.balance.items()
    }
    compare("balance", expected, balance, differences.append)

    items = sum(counts["received"] for counts in ledger.balance.values())
    print(
        "oracle: %d records with %d items, %d mentions, %d duplicates, %d refused, %d violations, %d standings: %s"
        % (
            len(sent),
            items,
            sum(count for leaf, count in ledger.kinds.items() if leaf[2] == "MENTION"),
            sum(counts["duplicate"] for counts in ledger.balance.values()),
            sum(counts["refused"] for counts in ledger.balance.values()),
            sum(ledger.violations.values()),
            len(ledger.standings),
            "%d differences" % len(differences) if differences else "all as expected",
        )
    )
    for difference in differences[:40]:
        print("  " + difference)
    sys.exit(1 if differences else 0)


main()
