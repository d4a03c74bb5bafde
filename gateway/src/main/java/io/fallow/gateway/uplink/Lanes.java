package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.wire.Confirmation.Range;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The two ways in which a connection sends: what waited when it was made is its backlog and goes in
 * order; what comes from then on is live and goes at once beside it, in order too. A share of the
 * window is kept for what is live. The backlog keeps only so much ahead of what is confirmed, or
 * what is live would wait behind it at the broker and at the platform. Used by one thread.
 */
final class Lanes {

  /** A live message is sent when it has so many readings … */
  private static final int READINGS = 50;

  /** … or when its first reading has waited for so long. */
  private static final Duration AGE = Duration.ofMillis(500);

  private static final Duration GLANCE = Duration.ofMillis(200);

  /** For confirmations of a backlog, or of the broker alone, while nothing is live. */
  private static final Duration BLINK = Duration.ofMillis(20);

  private static final int AHEAD_BYTES = 640 << 10;
  private static final int AHEAD_MESSAGES = 2_000;

  /** Of the backlog, before it is looked again for what is live. */
  private static final int IN_A_ROW = 16;

  private record Sent(long sequence, int bytes) {}

  private final DiskQueue queue;
  private final Unconfirmed unconfirmed;
  private final Flight flight;
  private final Sender sender;
  private final long backlogEnd;
  private final Deque<Sent> ahead = new ArrayDeque<>();
  private long aheadBytes;
  private long backlog;
  private long live;

  /** Sends a message, or says why the connection is of no use any more. */
  @FunctionalInterface
  interface Sender {
    void send(QueuedBatch batch) throws UplinkException;
  }

  Lanes(DiskQueue queue, Unconfirmed unconfirmed, Flight flight, Sender sender) {
    this.queue = queue;
    this.unconfirmed = unconfirmed;
    this.flight = flight;
    this.sender = sender;
    this.backlog = unconfirmed.takenThrough();
    this.backlogEnd = queue.cursor().lastAppended();
    this.live = backlogEnd;
  }

  /** Sends what may be sent now, or waits a moment for there to be something. */
  void turn() throws UplinkException, InterruptedException {
    int room = flight.room(GLANCE);
    if (room == 0) {
      return;
    }
    int sent = sendLive(room);
    if (backlog < backlogEnd) {
      int kept = flight.window() / 4;
      sent += sendBacklog(Math.min(IN_A_ROW, room - sent - kept));
    }
    if (sent == 0) {
      queue.awaitRipe(live, READINGS, AGE, backlog < backlogEnd ? BLINK : GLANCE);
    }
  }

  private int sendLive(int most) throws UplinkException {
    long through = queue.ripeThrough(READINGS, AGE);
    if (through <= live) {
      return 0;
    }
    List<QueuedBatch> batches = queue.peek(live, through, most);
    for (QueuedBatch batch : batches) {
      sender.send(batch);
      live = batch.key().sequence();
    }
    if (batches.isEmpty()) {
      live = through; // given up meanwhile
    }
    return batches.size();
  }

  private int sendBacklog(int most) throws UplinkException {
    forgetConfirmed();
    if (most <= 0 || aheadBytes >= AHEAD_BYTES || ahead.size() >= AHEAD_MESSAGES) {
      return 0;
    }
    List<Range> open = unconfirmed.open(backlog + 1, backlogEnd);
    if (open.isEmpty()) {
      backlog = backlogEnd;
      return 0;
    }
    Range next = open.get(0);
    List<QueuedBatch> batches = queue.peek(next.first() - 1, next.last(), most);
    for (QueuedBatch batch : batches) {
      sender.send(batch);
      backlog = batch.key().sequence();
      ahead.addLast(new Sent(backlog, batch.payload().length));
      aheadBytes += batch.payload().length;
    }
    if (batches.isEmpty()) {
      backlog = next.last(); // given up meanwhile
    }
    return batches.size();
  }

  private void forgetConfirmed() {
    long confirmed = queue.cursor().acknowledgedThrough();
    while (!ahead.isEmpty() && ahead.getFirst().sequence() <= confirmed) {
      aheadBytes -= ahead.removeFirst().bytes();
    }
  }
}
