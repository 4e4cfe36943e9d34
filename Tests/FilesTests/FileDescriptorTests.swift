import Files
import Foundation
import TestSupport
import Testing

@Suite("File descriptors")
struct FileDescriptorTests {
    @Test("a device without space gives the error of a full disk")
    func full() throws {
        let file = try FileDescriptor(path: "/dev/full", flags: O_WRONLY)
        do throws(FileError) {
            let bytes: [UInt8] = [1, 2, 3]
            try bytes.span.withUnsafeBytes { raw throws(FileError) in try file.write(raw) }
            Issue.record("nothing was refused")
        } catch {
            #expect(error == FileError(.write, path: "/dev/full", number: ENOSPC))
            #expect(error.code == .full)
        }
    }

    @Test("a write goes on after signals and partial writes")
    func interrupted() async throws {
        // A handler without SA_RESTART makes a blocked write return early: with EINTR, or with what it has written.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        var before = sigaction()
        sigaction(SIGUSR2, &action, &before)
        defer { sigaction(SIGUSR2, &before, nil) }

        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let sent = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let writing = PipeWriter(end: ends[1], bytes: sent)
        writing.start()

        let reader = FileDescriptor(number: ends[0], path: "pipe")
        var received: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 10_000)
        while received.count < sent.count {
            writing.interrupt()
            let count = try piece.withUnsafeMutableBytes { try reader.read(into: $0) }
            if count == 0 { break }
            received.append(contentsOf: piece[..<count])
        }
        #expect(received == sent)
        #expect(writing.failure == nil)
    }

    @Test("a read gives as many bytes as there are, at any offset")
    func read() throws {
        let folder = try TemporaryDirectory()
        let input = try FileInput(path: try folder.write(0..<100, to: "f"))
        #expect(input.size == 100)
        #expect(try input.read(count: 10, at: 95) == Array(95..<100))
        #expect(try input.read(count: 3, at: 0) == [0, 1, 2])
        #expect(try input.read(count: 3, at: 1000) == [])
        #expect(try input.readToEnd() == Array(0..<100))
        #expect(try input.readToEnd() == [])
        let long = [UInt8](repeating: 7, count: 600_000)
        #expect(try FileInput(path: folder.write(long, to: "long")).readToEnd() == long)
        #expect(throws: FileError.self) { _ = try FileInput(path: folder.path("none")) }
        let error = #expect(throws: FileError.self) { _ = try FileInput(path: folder.url.path) }
        #expect(error?.code == .isFolder)
    }
}

/// A thread that writes into a pipe, and that can be interrupted.
private final class PipeWriter: @unchecked Sendable {
    private let end: Int32
    private let bytes: [UInt8]
    /// Guards what follows.
    private let lock = NSLock()
    private var thread: pthread_t?
    private var caught: FileError?

    /// Why writing failed, if it did.
    var failure: FileError? { lock.withLock { caught } }

    init(end: Int32, bytes: [UInt8]) {
        self.end = end
        self.bytes = bytes
    }

    /// Starts the thread.
    func start() { Thread { self.write() }.start() }

    private func write() {
        lock.withLock { thread = pthread_self() }
        let bytes = self.bytes
        do throws(FileError) {
            let file = FileDescriptor(number: end, path: "pipe")
            try bytes.span.withUnsafeBytes { raw throws(FileError) in try file.write(raw) }
        } catch {
            lock.withLock { caught = error }
        }
        lock.withLock { thread = nil }
    }

    /// Sends the thread a signal if it is at work.
    func interrupt() {
        lock.withLock {
            if let thread { pthread_kill(thread, SIGUSR2) }
        }
        usleep(200)
    }
}
