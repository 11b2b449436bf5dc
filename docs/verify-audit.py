#!/usr/bin/env python3
"""Checks an NDJSON export of the audit log as docs/audit-log.md describes it: python3 verify-audit.py < entra-audit.ndjson"""
import hashlib, json, sys

def sha(*lines): return hashlib.sha256("\n".join(lines).encode()).hexdigest()
def need(is_so, why): is_so or sys.exit(f"BROKEN: {why}")

lines = [json.loads(line) for line in sys.stdin]
head, *entries, end = lines
need(head.get("file") == "plumm-entra-audit" and "head" in end, "not a whole export of version 1")
whole, last, sealed, missing = head["contents"] == "whole", head["start"], {}, set()
for entry in entries:
    seq, proof = entry["seq"], entry["proof"]
    said, parts = json.loads(proof["canonical"]), proof["parts"]
    need(sha(proof["previousHash"], proof["canonical"]) == entry["hash"], f"entry {seq} has another hash")
    need(said["companyId"] == head["companyId"], f"entry {seq} is of another company")
    for key in "seq at action outcome personId entraUserId reason intentSeq clientRequestId graphRequestId".split():
        need(entry[key] == said[key], f"entry {seq}: {key} is not what was hashed")
    whole and need((seq - 1, proof["previousHash"]) == (last["seq"], last["hash"]), f"before entry {seq} something is missing")
    last = {"seq": seq, "hash": entry["hash"]}
    read = [{"actor": entry["actor"]}, {"personName": entry["personName"]}, *({"change": c} for c in entry["changes"])]
    read = read if "format" in said else [{k: entry[k] for k in ("actor", "personName", "changes")}]
    hashes = [p["hash"] if "hash" in p else sha(p["salt"], p["text"]) for p in parts or []]
    need(parts is None or said["details"] == (sha(*hashes) if "format" in said else hashes[0]), f"entry {seq}: other values")
    for part, value in zip(parts or [], read):
        if "text" in part: need(json.loads(part["text"]) == value, f"entry {seq} shows other values than it proves")
    if parts is None or any("hash" in part for part in parts): missing.add(seq)
    for span in said.get("erased", "").split(","):
        low, _, high = span.partition("-")
        missing -= set(range(int(low), int(high or low) + 1)) if low else set()
    sealed = said.get("sealed", sealed)
need(end["entries"] == len(entries), "the file was cut")
if whole:
    need(not missing, f"values are gone from {sorted(missing)} and no entry says so")
    need(head["start"]["seq"] == 0 or {k: sealed.get(k) for k in ("seq", "hash")} == head["start"], "no seal where it begins")
    need(head["start"]["seq"] > 0 or head["start"]["hash"] == "0" * 64, "it does not begin at the beginning")
    need(last == end["head"], "it does not end where it says")
print(f"ok: {len(entries)} entries of {head['companyId']}, {head['contents']}, head {end['head']['seq']}:{end['head']['hash']}")
