#!/usr/bin/env python3
"""Writes the man page of Syntag from what the program says of itself: manual.py .build/release/syntag > syntag.1"""
import json
import subprocess
import sys


def roff(text):
    """Text that roff sets as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def names(argument):
    """How an argument is written, as `-o, --output <output>`."""
    if argument["kind"] == "positional":
        name = f"<{argument['valueName']}>"
        return name + " ..." if argument.get("isRepeating") else name
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    known = sorted(argument.get("names", []), key=lambda name: len(name["name"]))
    written = ", ".join(dashes[name["kind"]] + name["name"] for name in known)
    return written + (f" <{argument['valueName']}>" if argument["kind"] == "option" else "")


def section(command, path, lines):
    """What a command and those below it do."""
    path = path + [command["commandName"]]
    if len(path) > 1:
        lines += [f'.SS "{roff(" ".join(path))}"', roff(command.get("abstract", ""))]
    if len(path) > 1 and command.get("discussion"):
        lines += [".PP", ".nf", roff(command["discussion"].rstrip()), ".fi"]
    for argument in command.get("arguments", []):
        if not argument.get("shouldDisplay", True) or (len(path) > 1 and names(argument) in ("-h, --help", "--version")):
            continue
        text = argument.get("abstract", "")
        if argument.get("defaultValue"):
            text += f" (default: {argument['defaultValue']})"
        lines += [".TP", f".B {roff(names(argument))}", roff(text) or "\\&"]
    for below in command.get("subcommands", []):
        if below["commandName"] != "help" and below.get("shouldDisplay", True):
            section(below, path, lines)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    program = sys.argv[1]
    root = json.loads(subprocess.check_output([program, "--experimental-dump-help"]))["command"]
    version = subprocess.check_output([program, "--version"], text=True).strip()
    lines = [
        f'.TH SYNTAG 1 "" "Syntag {roff(version)}" "User Commands"',
        ".SH NAME", f"syntag \\- {roff(root['abstract'][0].lower() + root['abstract'][1:].rstrip('.'))}",
        ".SH SYNOPSIS", ".B syntag", ".I COMMAND", "[options]",
        ".SH DESCRIPTION", ".nf", roff(root.get("discussion", "").rstrip()), ".fi",
        ".SH COMMANDS",
    ]
    section(root, [], lines)
    lines += [
        ".SH FILES", ".TP", ".I /etc/syntag/NAME.yaml", "Configuration of the service",
        ".BR syntag@NAME .", ".TP", ".I /var/lib/syntag/NAME", "Its state.", ".TP", ".I /run/syntag/NAME", "Its socket.",
        ".TP", ".I /etc/default/syntag", "Environment of the services.",
        ".SH ENVIRONMENT", ".TP", ".B SYNTAG_MODELS", "The folder that holds the models.",
        ".TP", ".B OPENBLAS_CORETYPE", "Kernel of OpenBLAS; without it the best one is chosen.",
        ".SH SEE ALSO", ".BR systemctl (1),", ".BR journalctl (1),", ".BR zstd (1)",
    ]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
