package io.fallow.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a term's values are written in JSON, and which of them it takes.
 *
 * @param read the value; empty if it has a fault, which is then among those of what was given
 * @param write its JSON; reading that gives the same value again
 */
record Form<T>(Function<Given, Optional<T>> read, Function<T, JsonNode> write) {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String NONE = "none";
  private static final int MOST_QUALIFICATIONS = 20;
  private static final int MOST_PEOPLE = 50;
  private static final BigDecimal HOUR_S = BigDecimal.valueOf(3600);

  private static final Pattern PERSON = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  /** A qualification's code. */
  static final Pattern CODE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  static Form<Duration> duration(Duration least, Duration most) {
    return new Form<>(given -> given.duration(least, most), Form::text);
  }

  /** A length of time of which a day is a whole number. */
  static Form<Duration> step(Duration least, Duration most) {
    return new Form<>(
        given -> given.duration(least, most).flatMap(each -> step(given, each)), Form::text);
  }

  private static Optional<Duration> step(Given given, Duration length) {
    return Grid.divides(length)
        ? Optional.of(length)
        : given.fault("step", "must be such that a day is a whole number of it");
  }

  static Form<Integer> count(int least, int most) {
    return new Form<>(given -> given.count(least, most), IntNode::valueOf);
  }

  static Form<Boolean> flag() {
    return new Form<>(Given::flag, BooleanNode::valueOf);
  }

  /** A chance, with at most three decimals. */
  static Form<Double> chance(String least, String most) {
    return new Form<>(
        given -> given.number(least, most, 3).map(BigDecimal::doubleValue),
        chance -> number(BigDecimal.valueOf(chance)));
  }

  /** A number of hours, to the second. */
  static Form<Duration> hours(String most) {
    return new Form<>(
        given -> given.number("0.25", most, 2).map(Form::ofHours),
        length -> number(BigDecimal.valueOf(length.toSeconds()).divide(HOUR_S)));
  }

  private static Duration ofHours(BigDecimal hours) {
    return Duration.ofSeconds(hours.multiply(HOUR_S).longValueExact());
  }

  /** Another form's value, or {@code "none"}. */
  static <T> Form<Optional<T>> orNone(Form<T> form) {
    return new Form<>(
        given -> given.is(NONE) ? Optional.of(Optional.empty()) : some(form.read.apply(given)),
        value -> value.map(form.write).orElseGet(() -> TextNode.valueOf(NONE)));
  }

  private static <T> Optional<Optional<T>> some(Optional<T> value) {
    return value.isPresent() ? Optional.of(value) : Optional.empty();
  }

  /** A word for each constant. */
  static <T extends Enum<T>> Form<T> word(Class<T> type) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T constant : type.getEnumConstants()) {
      words.put(wordOf(constant), constant);
    }
    return new Form<>(given -> given.choice(words), value -> TextNode.valueOf(wordOf(value)));
  }

  /** Some of the constants, by their words and in their order. */
  static <T extends Enum<T>> Form<Set<T>> words(Class<T> type) {
    Form<T> word = word(type);
    int all = type.getEnumConstants().length;
    return new Form<>(
        given -> given.list(all, word.read).map(TreeSet::new),
        values -> list(all, word).write.apply(values.stream().sorted().toList()));
  }

  private static String wordOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Codes of qualifications, all of which are needed. */
  static Form<Set<String>> codes() {
    return texts(MOST_QUALIFICATIONS, CODE, "a code of a-z, 0-9 and -");
  }

  /** People, as tokens name them. */
  static Form<Set<String>> people() {
    return texts(MOST_PEOPLE, PERSON, "a person as tokens name them");
  }

  private static Form<Set<String>> texts(int most, Pattern pattern, String expected) {
    return new Form<>(
        given -> given.list(most, each -> each.text(pattern, expected)).map(TreeSet::new),
        codes -> {
          ArrayNode array = NODES.arrayNode();
          codes.stream().sorted().forEach(array::add);
          return array;
        });
  }

  static <T> Form<List<T>> list(int most, Form<T> form) {
    return new Form<>(
        given -> given.list(most, form.read),
        values -> {
          ArrayNode array = NODES.arrayNode();
          values.forEach(value -> array.add(form.write.apply(value)));
          return array;
        });
  }

  /** A number without zeros that say nothing, nor an exponent. */
  static JsonNode number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0
        ? LongNode.valueOf(plain.longValueExact())
        : DecimalNode.valueOf(plain);
  }

  static JsonNode text(Duration length) {
    return TextNode.valueOf(Durations.text(length));
  }
}
