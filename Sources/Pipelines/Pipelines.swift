// Pipelines: reads pipeline files, checks them, and runs them over PubMed files.
//
// What is promised:
//
// - A definition that was accepted can run: every stage finds what it requires, every option has a legal value. A bad
//   one is refused as a whole, with file, line and remedy, before anything is opened.
// - Work travels in windows: a run of citations in file order, bounded in number and in bytes of text. A window is
//   cut by the source alone, so what a stage computes does not depend on the number of workers.
// - An input file has one of three ends: its output is complete under its final name; the file is quarantined with
//   the reason, together with the records made before the damage; or the run was stopped and nothing is left but what
//   was there before.
// - A citation that fails is listed with its PMID and reason; the others go on.
