package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Walks through one asset's readings in order of time and writes down stretches and hours. A
 * reading speaks until the next one, or until its rule's longest gap has passed; from there to the
 * next reading nobody knows. Of several readings of one instant the greatest counts. What follows
 * the newest reading is left to whoever reads on from there, and so is what isn't decided yet.
 *
 * <p>At the beginning of each hour it notes what the readings before it leave behind, where the
 * rule remembers.
 */
final class UsageFold {

  private final Frame frame;
  private final HourLedger hours;
  private final long from;
  private final Track track = new Track();
  private final Settling settling = new Settling(this::put);
  private final TreeMap<Long, Memory> memories = new TreeMap<>();
  private Sample newest;

  // The reading that speaks, and the rule by which it does.
  private Judge judge;
  private long time;
  private float powerW;
  private long counter;
  private int said;
  private long nextHour = Micros.NEVER_BEFORE;

  /**
   * Starts with nothing.
   *
   * @param from what lies before it, in microseconds, is not written down
   */
  UsageFold(Frame frame, long from) {
    this.frame = frame;
    this.from = from;
    this.hours = new HourLedger(frame.zone(), from);
  }

  /** Goes on with a stretch and where readings left off. Only before the first reading. */
  void resume(Optional<Stretch> begun, Memory memory) {
    begun.ifPresent(track::resume);
    settling.resume(memory);
    judge = frame.judgeAt(memory.time());
    speak(memory.time(), memory.powerW(), memory.counter(), memory.said());
  }

  /** Goes on with the sums of an hour. Only before the first reading. */
  void resume(HourSums begun) {
    hours.resume(begun);
  }

  /**
   * Takes the next reading.
   *
   * @param sample not older than the one before it
   */
  void add(Sample sample) {
    if (newest == null) {
      newest = sample;
    } else if (sample.time() > newest.time()) {
      advance();
      newest = sample;
    } else if (sample.compareTo(newest) > 0) {
      newest = sample;
    }
  }

  /** Turns to the newest reading, when all of its instant are known. */
  private void advance() {
    if (newest == null) {
      return;
    }
    Sample next = newest;
    newest = null;
    Judge now =
        judge != null && judge.isInForceAt(next.time()) ? judge : frame.judgeAt(next.time());
    int before = Judge.UNKNOWN;
    if (judge != null) {
      settle(next.time(), next.counter());
      before = now == judge && next.time() - time <= judge.maxGap() ? said : Judge.UNKNOWN;
    }
    if (now != judge) {
      settling.forget(next.time());
      judge = now;
    }
    speak(next.time(), next.powerW(), next.counter(), now.says(before, next));
  }

  private void speak(long newTime, float newPowerW, long newCounter, int newSaid) {
    if (newTime >= nextHour) {
      nextHour = frame.hourOf(newTime).end();
    }
    time = newTime;
    powerW = newPowerW;
    counter = newCounter;
    said = newSaid;
  }

  private void settle(long until, long nextCounter) {
    long silent = time + judge.maxGap();
    long heard = Math.min(until, silent);
    remember(until);
    hours.addEnergy(powerW, time, heard);
    boolean used = until <= silent && judge.isUsed(said, counter, nextCounter);
    settling.feed(judge, used ? Judge.IN_USE : said, time, heard);
    if (silent < until) {
      settling.feed(judge, Judge.UNKNOWN, silent, until);
    }
  }

  /** An hour that begins while the last reading still speaks. */
  private void remember(long until) {
    boolean nothing = said == Judge.UNKNOWN && powerW == Sample.NONE;
    if (nothing || !judge.rule().remembers()) {
      return;
    }
    for (long hour = nextHour; hour <= until && hour < time + judge.maxGap(); ) {
      if (hour >= from) {
        memories.put(hour, memory());
      }
      hour = frame.hourOf(hour).end();
    }
  }

  private Memory memory() {
    boolean remembers = judge.rule().remembers();
    return new Memory(
        time,
        powerW,
        remembers ? counter : Sample.NONE,
        said,
        judge.isCertain(said),
        remembers ? settling.believed() : Memory.NOTHING,
        settling.powerSince(),
        settling.useSince(),
        judge.minUp(),
        judge.minDown());
  }

  private void put(int activity, long start, long end) {
    long begin = Math.max(start, from);
    if (begin < end) {
      hours.add(activity, begin, end);
      track.add(activity, begin, end);
    }
  }

  /** What the readings leave behind; empty before the first one. */
  Optional<Memory> last() {
    advance();
    return judge == null ? Optional.empty() : Optional.of(memory());
  }

  /** Where the fold stands; empty before the first reading. */
  Optional<Position> position() {
    return last()
        .map(
            memory -> {
              boolean kept = memory.believed() != Memory.NOTHING && !memory.certain();
              int known = kept ? memory.believed() : memory.said();
              long since = track.since(known, memory.settled());
              Belief belief = memory.at(memory.time(), kept ? since : track.since(known, time));
              Held held = new Held(time, Activity.ofCode(belief.activity()), powerW);
              return new Position(held, belief.since());
            });
  }

  /** What is decided, in order and without holes. */
  List<Stretch> stretches() {
    advance();
    return track.stretches();
  }

  /** The sums of what is decided, and the energy up to the newest reading, by hour. */
  List<HourSums> hours() {
    advance();
    return hours.finish();
  }

  /** What was left behind at the beginning of each hour that was walked through. */
  Map<Long, Memory> memories() {
    advance();
    return memories;
  }

  /** Ends the walk at an instant after the newest reading, as if the next one came there. */
  void endAt(long end) {
    advance();
    if (judge != null && end > time) {
      settle(end, Sample.NONE);
    }
  }
}
