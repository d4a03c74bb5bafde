package io.fallow.telemetry.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages between the broker's thread and the writers, bounded in bytes. Their number is bounded
 * by the broker, which sends no more than the window ahead of the acknowledgements. Thread-safe.
 */
final class InboundQueue {

  private static final long LOOK_AGAIN_MS = 200;

  private final long capacity;
  private final Deque<InboundMessage> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private long bytes;
  private boolean closed;
  private int held; // threads that wait for room
  private long movedNanos; // when a message last found room, or a thread began to wait

  /**
   * @param capacity in bytes; a message that is larger goes in when the queue is empty
   */
  InboundQueue(long capacity) {
    this.capacity = capacity;
  }

  /** Adds a message; waits while the queue is full, but not for a connection that is gone. */
  void put(InboundMessage message) throws InterruptedException {
    lock.lock();
    try {
      if (hasRoom(message) || awaitRoom(message)) {
        waiting.addLast(message);
        bytes += message.weight();
        movedNanos = System.nanoTime();
        added.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(InboundMessage message) {
    return !closed && (waiting.isEmpty() || bytes + message.weight() <= capacity);
  }

  private boolean awaitRoom(InboundMessage message) throws InterruptedException {
    movedNanos = held == 0 ? System.nanoTime() : movedNanos;
    held++;
    try {
      while (!closed && message.origin().isOpen() && !hasRoom(message)) {
        message.origin().held();
        taken.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
      }
      return hasRoom(message);
    } finally {
      held--;
    }
  }

  /**
   * For how long nothing has found room, though there is something to put in; zero while all finds
   * room.
   *
   * @param now by {@link System#nanoTime()}
   */
  Duration full(long now) {
    lock.lock();
    try {
      return held == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - movedNanos));
    } finally {
      lock.unlock();
    }
  }

  /** The next message, or null when none came in time or the queue is closed. */
  InboundMessage poll(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed && left > 0) {
        left = added.awaitNanos(left);
      }
      InboundMessage next = closed ? null : waiting.pollFirst();
      if (next != null) {
        bytes -= next.weight();
        taken.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what a lost connection brought and the broker will bring again. */
  void forget(InboundMessage.Origin origin) {
    lock.lock();
    try {
      for (Iterator<InboundMessage> each = waiting.iterator(); each.hasNext(); ) {
        InboundMessage message = each.next();
        if (message.origin() == origin && message.qos() > 0) {
          each.remove();
          bytes -= message.weight();
        }
      }
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the broker's thread waits for room. */
  boolean isFull() {
    lock.lock();
    try {
      return lock.hasWaiters(taken);
    } finally {
      lock.unlock();
    }
  }

  /** Messages that wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest waiting message arrived, by {@link System#nanoTime()}; else {@code now}. */
  long oldest(long now) {
    lock.lock();
    try {
      return waiting.isEmpty() ? now : waiting.peekFirst().receivedNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go who waits; what is in the queue stays unacknowledged. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      bytes = 0;
      added.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
