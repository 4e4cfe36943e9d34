import Telemetry

extension ServiceMetrics {
    /// What the families mean.
    static let descriptions: [MetricDescription] = [
        MetricDescription(
            "syntag_build_info", .gauge, help: "Always 1; the version of the program and a model in use, by its digest."
        ),
        MetricDescription("syntag_citations_failed_total", .counter, help: "Citations that could not be annotated."),
        MetricDescription(
            "syntag_citations_taken_over_total", .counter,
            help:
                "Citations that took over an earlier annotation of the same text: passes of the models that were saved."
        ),
        MetricDescription(
            "syntag_citations_total", .counter, help: "Citations written, those taken over and deletions among them."),
        MetricDescription("syntag_deletions_total", .counter, help: "Deletions written."),
        MetricDescription("syntag_errors_total", .counter, help: "Errors that the service lived on with, by kind."),
        MetricDescription(
            "syntag_file_seconds", .histogram(bounds: [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14400]),
            help: "Seconds that a file took."),
        MetricDescription("syntag_files", .gauge, help: "Files in each state."),
        MetricDescription(
            "syntag_queue_capacity", .gauge, help: "Places in the queue behind a stage of the run in work."),
        MetricDescription(
            "syntag_queue_depth", .gauge, help: "Elements in the queue behind a stage of the run in work."),
        MetricDescription(
            "syntag_stage_blocked_seconds_total", .counter,
            help: "Seconds that a stage's workers waited for room in the queue behind it."),
        MetricDescription("syntag_stage_busy_seconds_total", .counter, help: "Seconds that a stage's workers worked."),
        MetricDescription("syntag_stage_items_total", .counter, help: "Elements that a stage has done."),
        MetricDescription(
            "syntag_stage_starved_seconds_total", .counter,
            help: "Seconds that a stage's workers waited for something to do."),
        MetricDescription("syntag_state", .gauge, help: "1 for the state that the service is in, 0 for the others."),
    ]
}
