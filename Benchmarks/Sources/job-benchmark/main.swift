// Measures the whole job: PubMed XML in, records out, with the model, on one or more workers.
//
//     job-benchmark INPUT.xml[.gz] [--jobs N]
//
// Prints citations and sub-words a second, the share of the machine's own sgemm rate, what each stage did, and memory.

import Entities
import Flow
import Foundation
import Machine
import Pipelines
import Records
import Tensors

OpenBLASKernel.selectBest()
try OpenBLASKernel.verify()

let arguments = CommandLine.arguments
guard arguments.count > 1, !arguments[1].hasPrefix("-") else {
    print("usage: job-benchmark INPUT.xml[.gz] [--jobs N]")
    exit(64)
}
let place = arguments.firstIndex(of: "--jobs") ?? arguments.endIndex
let jobs = place + 1 < arguments.count ? Int(arguments[place + 1]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount

func line(_ name: String, _ text: String) {
    print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
}

let output = OutputFolder(NSTemporaryDirectory() + "syntag-job-benchmark")
let models = ModelLocations()
let annotator = try Annotator(definition: .standard, models: models, options: .init(jobs: jobs))
let report = try annotator.annotate(arguments[1], into: output, progress: AnnotationProgress())
let resident = peakResidentBytes()

let model = try EntityModel(folder: models.folder(of: .entities))
let work = try EncodedWork(records: report.output, model: model)
let peak = Peak(model.encoderConfiguration, tokens: 512)
let rate = work.operations / report.seconds

line("kernels", OpenBLASKernel.description)
line("input", "\(report.records) citations, \(report.entities) entities, \(jobs) workers")
line("time", String(format: "%.1f s", report.seconds))
line("citations", String(format: "%.1f a second", Double(report.records) / report.seconds))
line(
    "sub-words",
    String(
        format: "%.0f a second (%d sentences under %d tags)", Double(work.subwords) / report.seconds, work.sentences,
        model.defaultTags.count))
line(
    "share of the sgemm rate",
    String(
        format: "%.1f%% (%.1f of %d x %.1f GFLOP/s)", 100 * rate / (peak.openBLAS * Double(jobs)), rate / 1e9, jobs,
        peak.openBLAS / 1e9))
for stage in report.stages {
    let shares = [stage.busy, stage.starved, stage.blocked].map { nanoseconds in
        100 * Double(nanoseconds) / 1e9 / Double(stage.workers) / report.seconds
    }
    line(
        "stage \(stage.name)",
        String(format: "busy %5.1f%%, starved %5.1f%%, blocked %5.1f%%", shares[0], shares[1], shares[2]))
}
line("peak resident memory", "\(resident >> 20) MiB")
