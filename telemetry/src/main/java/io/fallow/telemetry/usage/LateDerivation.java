package io.fallow.telemetry.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Derives some hours again. They begin with a clock hour that starts so long before the earliest
 * changed reading that nothing before it depends on that one: how long, the rules say ({@link
 * Frame#reach}). There, what earlier readings left behind is known: it is stored, or it is just the
 * last reading, where the rule does not remember.
 *
 * <p>And they end with the first clock hour that the changed readings do not speak in any more and
 * at whose end the readings have left behind what they had before: from there on everything is as
 * it was, so the stretch that reaches over that end is joined to. As nobody knows beforehand which
 * hour that is, some are read, and more if it was none of them. Where there is none, the hours end
 * with the newest reading.
 *
 * <p>What is too much for once is cut at the end of an hour, and goes on from there another time;
 * so what lies behind the cut stays as it was until then.
 */
final class LateDerivation extends Derivation {

  private static final long LOOKED_AT = 3 * Micros.HOUR;
  private static final int WIDENED_BY = 6;

  private final Position known;
  private final long from;
  private final long unchanged;
  private final long window;
  private final Map<Long, Memory> stored = new HashMap<>();
  private final Map<Long, Stretch> reaching = new HashMap<>();
  private Sample before;
  private boolean begun;

  LateDerivation(Task task, Position known) {
    this(task, known, task.frame().remembers() ? LOOKED_AT : 0);
  }

  private LateDerivation(Task task, Position known, long window) {
    super(task, beginOf(task));
    this.known = known;
    this.from = beginOf(task);
    this.window = window;
    long to = task.change().to();
    this.unchanged =
        to == Micros.NEVER_AFTER ? Micros.NEVER_AFTER : frame().hourOf(to + frame().maxGap()).end();
  }

  private static long beginOf(Task task) {
    Frame frame = task.frame();
    long begin = frame.hourOf(task.change().from() - frame.reach()).start();
    return Math.max(begin, task.notBefore());
  }

  @Override
  long readFrom() {
    return from - frame().maxGap();
  }

  @Override
  long readUntil() {
    if (!mayJoin()) {
      return task().limit();
    }
    return Math.min(task().limit(), unchanged + frame().reach() + window);
  }

  /** Up to the last hour's end before which all is decided by what is stored. */
  private long decided() {
    return frame().hourOf(known.held().time() - frame().reach()).start();
  }

  private boolean mayJoin() {
    return unchanged <= Math.min(decided(), task().limit());
  }

  @Override
  Optional<ClockHour> wantedMemories() {
    long last = mayJoin() ? readUntil() : from;
    return frame().remembers() ? Optional.of(new ClockHour(from, last)) : Optional.empty();
  }

  @Override
  void give(long hour, Memory memory) {
    stored.put(hour, memory);
  }

  @Override
  List<Long> wantedStretches() {
    List<Long> wanted = new ArrayList<>(List.of(from));
    wanted.addAll(joints());
    if (cut() > from && !wanted.contains(cut())) {
      wanted.add(cut());
    }
    return wanted;
  }

  /** The instants at which what is derived might join to what is stored. */
  private List<Long> joints() {
    List<Long> joints = new ArrayList<>();
    long last = Math.min(decided(), cut());
    for (long hour = unchanged; hour <= last; hour = frame().hourOf(hour).end()) {
      joints.add(hour);
    }
    return joints;
  }

  /** The last hour's end before which everything follows from the readings that are read. */
  private long cut() {
    return frame().hourOf(readUntil() - frame().reach()).start();
  }

  @Override
  void give(long wanted, Stretch stretch) {
    reaching.put(wanted, stretch);
  }

  @Override
  void take(Sample sample) {
    if (sample.time() < from) {
      before = before == null || sample.compareTo(before) > 0 ? sample : before;
    } else {
      begin();
      fold().add(sample);
    }
  }

  /** Takes up what was left behind when the hours began. */
  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    Optional<Stretch> in = Optional.ofNullable(reaching.get(from));
    Optional<Stretch> open = in.map(stretch -> stretch.until(Math.min(stretch.end(), from)));
    if (stored.containsKey(from)) {
      fold().resume(open, stored.get(from));
    } else if (before != null) {
      fold().resume(open, Memory.of(before, frame().judgeAt(before.time())));
    } else if (in.isPresent()) {
      fold().resume(open, Memory.of(Held.nothing(from), frame().judgeAt(from)));
    }
  }

  @Override
  Optional<Outcome> outcome() {
    begin();
    boolean all = readUntil() == task().limit();
    boolean mayCut = from < cut() && cut() <= decided() && reaching.containsKey(cut());
    if (all && !(task().more() && mayCut)) {
      return Optional.of(inPlaceOf(from, Micros.NEVER_AFTER));
    }
    fold().endAt(readUntil());
    for (long joint : joints()) {
      boolean same = Objects.equals(fold().memories().get(joint), stored.get(joint));
      if (same && reaching.containsKey(joint)) {
        return Optional.of(upTo(joint, Optional.empty()));
      }
    }
    return all ? Optional.of(upTo(cut(), Optional.of(task().rest(cut())))) : Optional.empty();
  }

  @Override
  Derivation wider() {
    return new LateDerivation(task(), known, Math.max(LOOKED_AT, window) * WIDENED_BY);
  }

  /** What was derived up to the end of an hour; what is stored behind it stays. */
  private Outcome upTo(long end, Optional<Change> rest) {
    List<Stretch> stretches = new ArrayList<>();
    for (Stretch stretch : fold().stretches()) {
      if (stretch.start() < end) {
        stretches.add(stretch.until(Math.min(stretch.end(), end)));
      }
    }
    Stretch out = reaching.get(end);
    long start = attach(stretches, out, end);
    boolean current = known.since() == out.start();
    Position position = current ? new Position(known.held(), start) : known;
    Map<Long, Memory> memories = new HashMap<>(fold().memories());
    memories.keySet().removeIf(hour -> hour > end);
    List<HourSums> hours = fold().hours().stream().filter(hour -> hour.hour() < end).toList();
    return new Outcome(from, end, stretches, hours, memories, Optional.of(position), rest);
  }

  /** Keeps what is behind the end of a stored stretch, and says where it now starts. */
  private static long attach(List<Stretch> stretches, Stretch out, long end) {
    Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
    if (last != null && last.activity() == out.activity() && last.end() == end) {
      stretches.set(stretches.size() - 1, last.until(out.end()));
      return last.start();
    }
    if (out.end() > end) {
      stretches.add(new Stretch(end, out.end(), out.activity()));
    }
    return end;
  }
}
