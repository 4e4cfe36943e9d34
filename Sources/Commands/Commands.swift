// Commands: the command line, the outermost layer. Only this room prints and ends the process.
//
// What is promised:
//
// - Results go to standard output, progress and messages to standard error; a progress bar only to a terminal.
// - A run ends with one of the codes of `SystemExit`, the same for the same cause whatever the command.
// - Every command has `--help` with examples.

import ArgumentParser

/// The program.
public enum Program {
    /// Runs the command that the process was given, and ends the process with its exit code.
    public static func main() {
        SyntagCommand.main()
    }
}

/// The root command.
struct SyntagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syntag",
        abstract:
            "Annotate PubMed: sentences, tokens and every gene, disease, chemical and species, with exact offsets.",
        discussion: """
            EXAMPLES
              syntag annotate pubmed26n0001.xml.gz --output annotated/
              syntag get 99000001 --from annotated/ --format text
              echo "IL-2 gene expression requires NF-kappa B." | syntag parse
              syntag evaluate entities --gold BC2GM/devel.tsv --tag BC2GM

            Exit codes: 0 done; 64 usage; 65 some input was bad; 66 no input; 74 input/output error; \
            75 try again (signal, disk full); 78 configuration.
            """,
        version: "0.1.0",
        subcommands: [
            AnnotateCommand.self, ParseCommand.self, GetCommand.self, EvaluateCommand.self, ModelCommand.self,
            ValidateCommand.self, TrainCommand.self, ExperimentCommand.self,
        ])
}
