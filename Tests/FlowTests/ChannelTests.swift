import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Flow

@Suite("Channels")
struct ChannelTests {
    @Test("elements come out in the order of their numbers, whatever the order they went in")
    func reorders() throws {
        let channel = Channel<String>(capacity: 3)
        try channel.send("c", sequence: 2)
        try channel.send("a", sequence: 0)
        try channel.send("b", sequence: 1)
        channel.finish(total: 3)
        var received: [String] = []
        while let next = try channel.receive() {
            #expect(next.sequence == received.count)
            received.append(next.element)
        }
        #expect(received == ["a", "b", "c"])
    }

    @Test("an empty channel ends at once when it is finished")
    func empty() throws {
        let channel = Channel<Int>(capacity: 1)
        channel.finish(total: 0)
        #expect(try channel.receive() == nil)
        #expect(try channel.receive() == nil)
    }

    @Test("a full channel blocks its sender until an element is taken")
    func blocks() throws {
        let channel = Channel<Int>(capacity: 2)
        let sent = Atomic<Int>(0)
        let group = DispatchGroup()
        DispatchQueue(label: "sender").async(group: group) {
            for number in 0..<10 {
                _ = try? channel.send(number, sequence: number)
                sent.store(number + 1, ordering: .sequentiallyConsistent)
            }
            channel.finish(total: 10)
        }
        try eventually("the sender is blocked") { channel.blocked == 1 }
        #expect(channel.depth == 2)
        #expect(sent.load(ordering: .sequentiallyConsistent) == 2)
        for expected in 0..<10 {
            #expect(channel.depth <= 2)
            #expect(try channel.receive()?.element == expected)
        }
        group.wait()
        #expect(try channel.receive() == nil)
    }

    @Test("a heavy element waits until the channel has room in its budget; the one that is due never waits")
    func budget() throws {
        let channel = Channel<Int>(capacity: 10, budget: .init(limit: 100) { $0 })
        try channel.send(500, sequence: 0)
        let group = DispatchGroup()
        DispatchQueue(label: "sender").async(group: group) {
            for (sequence, weight) in [60, 60, 40].enumerated() {
                _ = try? channel.send(weight, sequence: sequence + 1)
            }
            channel.finish(total: 4)
        }
        var received: [Int] = []
        var largest = 0
        while let next = try channel.receive() {
            received.append(next.element)
            largest = max(largest, channel.depth)
        }
        group.wait()
        #expect(received == [500, 60, 60, 40])
        // 60 + 60 is over the budget: at most two of the three light ones wait together.
        #expect(largest <= 2)
    }

    @Test("cancelling wakes blocked senders and receivers")
    func cancel() throws {
        let full = Channel<Int>(capacity: 1)
        try full.send(0, sequence: 0)
        let empty = Channel<Int>(capacity: 1)
        let woken = Atomic<Int>(0)
        let group = DispatchGroup()
        DispatchQueue(label: "sender").async(group: group) {
            do { try full.send(1, sequence: 1) } catch { woken.wrappingAdd(1, ordering: .relaxed) }
        }
        DispatchQueue(label: "receiver").async(group: group) {
            do { _ = try empty.receive() } catch { woken.wrappingAdd(1, ordering: .relaxed) }
        }
        try eventually("both are blocked") { full.blocked == 1 && empty.blocked == 1 }
        #expect(woken.load(ordering: .relaxed) == 0)
        full.cancel()
        empty.cancel()
        group.wait()
        #expect(woken.load(ordering: .relaxed) == 2)
        #expect(full.depth == 0)
    }

    @Test("many senders and receivers lose nothing and double nothing", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let total = Int.random(in: 0...300, using: &generator)
        let capacity = Int.random(in: 1...8, using: &generator)
        let senders = Int.random(in: 1...4, using: &generator)
        let receivers = Int.random(in: 1...4, using: &generator)
        let channel = Channel<Int>(capacity: capacity)
        let next = Atomic<Int>(0)
        let taken = Mutex<[Int]>([])
        let group = DispatchGroup()
        for number in 0..<senders {
            DispatchQueue(label: "sender \(number)").async(group: group) {
                while true {
                    let sequence = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard sequence < total else { break }
                    _ = try? channel.send(sequence * 3, sequence: sequence)
                }
                channel.finish(total: total)
            }
        }
        for number in 0..<receivers {
            DispatchQueue(label: "receiver \(number)").async(group: group) {
                while let received = try? channel.receive() {
                    taken.withLock { $0.append(received.element) }
                }
            }
        }
        group.wait()
        #expect(taken.withLock { $0.sorted() } == (0..<total).map { $0 * 3 })
    }
}
