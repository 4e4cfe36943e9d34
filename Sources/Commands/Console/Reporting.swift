import ArgumentParser

extension ParsableCommand {
    /// Runs the body of a command and ends it with the code for what came of it.
    ///
    /// A failure is told on standard error.
    func reporting(_ body: () throws -> SystemExit) throws {
        let end: SystemExit
        do {
            end = try body()
        } catch {
            Console.failure(error)
            throw SystemExit(of: error).code
        }
        if end != .done { throw end.code }
    }
}
