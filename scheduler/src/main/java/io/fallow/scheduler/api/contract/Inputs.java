package io.fallow.scheduler.api.contract;

import io.fallow.scheduler.api.problem.Fault;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.calendar.TimeRange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What a request brought, value by value, and everything that is wrong with it. A value with a
 * fault reads as absent; so an operation reads all its values first, adds the faults that only it
 * can see, and then calls {@link #orThrow}. Used by one thread at a time.
 */
public final class Inputs {

  private static final int MOST_FAULTS = 50;
  private static final ZoneId WEST = ZoneOffset.ofHours(-12);
  private static final ZoneId EAST = ZoneOffset.ofHours(14);

  private final Map<String, Object> values;
  private final Set<String> given;
  private final List<Fault> faults;

  Inputs(Map<String, Object> values, Set<String> given, List<Fault> faults) {
    this.values = values;
    this.given = given;
    this.faults = new ArrayList<>(faults);
  }

  /**
   * Ends the request if it has a fault.
   *
   * @throws ProblemException naming every fault
   */
  public void orThrow() {
    if (!faults.isEmpty()) {
      throw new ProblemException(
          Problem.invalid(faults.subList(0, Math.min(faults.size(), MOST_FAULTS))));
    }
  }

  /**
   * Ends the request if it has a fault wherever on earth its local times are: what is faulty at
   * both ends of the world's clocks is so in between. So nothing needs to be looked up to refuse
   * it.
   *
   * @param reading adds the faults that it finds for a zone
   * @throws ProblemException naming every fault
   */
  public void orThrowAnywhere(BiConsumer<Inputs, ZoneId> reading) {
    Inputs west = new Inputs(values, given, faults);
    reading.accept(west, WEST);
    Inputs east = new Inputs(values, given, faults);
    reading.accept(east, EAST);
    west.faults.removeIf(fault -> east.faults.stream().noneMatch(other -> isSame(fault, other)));
    west.orThrow();
  }

  private static boolean isSame(Fault one, Fault other) {
    return one.in().equals(other.in())
        && one.name().equals(other.name())
        && one.code().equals(other.code());
  }

  /** Adds a fault that the contract can't express. */
  public void fault(String in, String name, String code, String message) {
    faults.add(new Fault(in, name, code, message));
  }

  /** Whether a value was given at all, faulty or not. */
  public boolean isGiven(String name) {
    return given.contains(name);
  }

  /** Whether a value was given and has a fault. */
  public boolean isFaulty(String name) {
    return faults.stream().anyMatch(fault -> fault.name().equals(name));
  }

  /** A string; empty for an absent or faulty one. */
  public Optional<String> text(String name) {
    return Optional.ofNullable((String) values.get(name));
  }

  /** An instant; empty for an absent or faulty one. */
  public Optional<Instant> instant(String name) {
    return text(name).map(Formats::instant);
  }

  /** A positive duration; empty for an absent or faulty one. */
  public Optional<Duration> duration(String name) {
    return text(name).map(Formats::duration);
  }

  /** A UUID; empty for an absent or faulty one. */
  public Optional<UUID> uuid(String name) {
    return text(name).map(Formats::uuid);
  }

  /** A day; empty for an absent or faulty one. */
  public Optional<LocalDate> date(String name) {
    return text(name).map(Formats::date);
  }

  /** A time on a wall clock; empty for an absent or faulty one. */
  public Optional<LocalDateTime> localDateTime(String name) {
    return text(name).map(Formats::localDateTime);
  }

  /** A time zone; empty for an absent or faulty one. */
  public Optional<ZoneId> zone(String name) {
    return text(name).map(ZoneId::of);
  }

  /** A place; empty for an absent or faulty one. */
  public Optional<Coordinates> coordinates(String name) {
    return text(name).map(Coordinates::parse);
  }

  /** A number; empty for an absent or faulty one. */
  public OptionalDouble number(String name) {
    Number number = (Number) values.get(name);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
  }

  /** Whether a flag is given and true. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** An object; empty for an absent or faulty one. */
  public Optional<JsonObject> object(String name) {
    return Optional.ofNullable((JsonObject) values.get(name));
  }

  /** A list of whatever it holds; empty for an absent or faulty one. */
  public Optional<JsonArray> list(String name) {
    return Optional.ofNullable((JsonArray) values.get(name));
  }

  /** A list of strings; without any for an absent or faulty one. */
  public Set<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    if (values.get(name) instanceof JsonArray array) {
      array.forEach(text -> texts.add((String) text));
    }
    return texts;
  }

  /**
   * All that was brought, as one text that is the same for the same request, in whatever order it
   * came.
   *
   * @param but the name of a value to leave out
   */
  public String canonical(String but) {
    Map<String, Object> all = new TreeMap<>(values);
    all.remove(but);
    return CanonicalJson.of(new JsonObject(all));
  }

  /**
   * The range of two query parameters. A wrong order or a length over the limit is a fault.
   *
   * @return empty if there is a fault
   */
  public Optional<TimeRange> range(String from, String to, Duration longest) {
    Optional<Instant> start = instant(from);
    Optional<Instant> end = instant(to);
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeRange> range = TimeRange.between(start.get(), end.get());
    if (range.isEmpty()) {
      fault("query", to, "order", "must be later than " + from);
    } else if (range.get().length().compareTo(longest) > 0) {
      fault("query", to, "range", "must be at most " + longest.toDays() + " days after " + from);
      return Optional.empty();
    }
    return range;
  }

  /** The instant that a value within a list or an object is; one that is none is a fault there. */
  public Optional<Instant> instantIn(String path, Object value) {
    return within(path, value, "date-time", Formats::instant);
  }

  /** The asset's public id that a value within a list or an object is; otherwise a fault there. */
  public Optional<String> assetIn(String path, Object value) {
    return within(path, value, "asset", Formats::asset);
  }

  private <T> Optional<T> within(
      String path, Object value, String format, Function<String, T> parser) {
    try {
      if (value instanceof String text) {
        return Optional.of(parser.apply(text));
      }
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException malformed) {
      // said below
    }
    fault("body", path, "format", "must be " + Formats.expected(format));
    return Optional.empty();
  }
}
