package io.fallow.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Policy.CancellationTier;
import io.fallow.scheduler.policy.Policy.Price;
import io.fallow.scheduler.policy.Policy.Price.Per;
import io.fallow.scheduler.policy.Policy.Transport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of the terms that have parts. */
final class CompoundForms {

  /** The longest time that is kept on either side of a reservation for one reason. */
  static final Duration LONGEST_TURNAROUND = Duration.ofDays(2);

  private static final String FREE = "free";
  private static final int MOST_PARTS = 10;
  private static final Duration LONGEST_LEAD = Duration.ofDays(28);
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}|CREDIT");
  private static final Form<Per> PER = Form.word(Per.class);

  /** {@code "free"}, or {@code {"perHour":120,"currency":"EUR","per":"used"}}. */
  static final Form<Optional<Price>> PRICE =
      new Form<>(
          CompoundForms::price,
          price -> price.map(CompoundForms::json).orElseGet(() -> TextNode.valueOf(FREE)));

  /** {@code [{"atLeastBefore":"P2D","percent":0},{"atLeastBefore":"PT0S","percent":50}]}. */
  static final Form<List<CancellationTier>> CANCELLATION =
      new Form<>(CompoundForms::tiers, CompoundForms::tiersJson);

  /** {@code [{"beyondKm":10,"before":"PT1H","after":"PT1H"}]}, in whatever order. */
  static final Form<List<Transport>> TRANSPORT =
      new Form<>(CompoundForms::bands, CompoundForms::bandsJson);

  private CompoundForms() {}

  private static Optional<Optional<Price>> price(Given given) {
    if (given.is(FREE)) {
      return Optional.of(Optional.empty());
    }
    if (!given.node().isObject()) {
      return given.fault("type", "must be \"free\", or an object with perHour, currency and per");
    }
    Map<String, Given> parts = given.members(names("perHour", "currency", "per"));
    Optional<BigDecimal> perHour =
        given.required(parts, "perHour", each -> each.number("0.01", "1000000", 2));
    Optional<String> currency =
        given.required(
            parts,
            "currency",
            each -> each.text(CURRENCY, "three letters of ISO 4217 such as EUR, or CREDIT"));
    Optional<Per> per = given.required(parts, "per", PER.read());
    return perHour.isPresent() && currency.isPresent() && per.isPresent()
        ? Optional.of(Optional.of(new Price(perHour.get(), currency.get(), per.get())))
        : Optional.empty();
  }

  private static JsonNode json(Price price) {
    ObjectNode node = Form.NODES.objectNode();
    node.set("perHour", Form.number(price.perHour()));
    node.put("currency", price.currency());
    return node.set("per", PER.write().apply(price.per()));
  }

  private static Optional<List<CancellationTier>> tiers(Given given) {
    Optional<List<CancellationTier>> tiers =
        distinct(given, CompoundForms::tier, CancellationTier::atLeastBefore, "atLeastBefore")
            .map(
                all ->
                    sorted(all, Comparator.comparing(CancellationTier::atLeastBefore).reversed()));
    boolean open =
        tiers
            .filter(all -> !all.isEmpty())
            .map(all -> !last(all).atLeastBefore().isZero())
            .orElse(false);
    return open
        ? given.fault("order", "must say what the latest cancellation costs, atLeastBefore PT0S")
        : tiers;
  }

  private static CancellationTier last(List<CancellationTier> tiers) {
    return tiers.get(tiers.size() - 1);
  }

  private static Optional<CancellationTier> tier(Given given) {
    Map<String, Given> parts = given.members(names("atLeastBefore", "percent"));
    Optional<Duration> lead =
        given.required(parts, "atLeastBefore", each -> each.duration(Duration.ZERO, LONGEST_LEAD));
    Optional<Integer> percent = given.required(parts, "percent", each -> each.count(0, 100));
    return lead.flatMap(notice -> percent.map(fee -> new CancellationTier(notice, fee)));
  }

  private static JsonNode tiersJson(List<CancellationTier> tiers) {
    ArrayNode array = Form.NODES.arrayNode();
    for (CancellationTier tier : tiers) {
      ObjectNode node = array.addObject();
      node.set("atLeastBefore", Form.text(tier.atLeastBefore()));
      node.put("percent", tier.percent());
    }
    return array;
  }

  private static Optional<List<Transport>> bands(Given given) {
    return distinct(given, CompoundForms::band, Transport::beyondKm, "beyondKm")
        .map(all -> sorted(all, Comparator.comparing(Transport::beyondKm)));
  }

  private static Optional<Transport> band(Given given) {
    Map<String, Given> parts = given.members(names("beyondKm", "before", "after"));
    Optional<BigDecimal> km =
        given.required(parts, "beyondKm", each -> each.number("0", "20040", 3));
    Optional<Duration> before = given.required(parts, "before", CompoundForms::turnaround);
    Optional<Duration> after = given.required(parts, "after", CompoundForms::turnaround);
    return km.isPresent() && before.isPresent() && after.isPresent()
        ? Optional.of(
            new Transport(km.get().doubleValue(), new Turnaround(before.get(), after.get())))
        : Optional.empty();
  }

  private static Optional<Duration> turnaround(Given given) {
    return given.duration(Duration.ZERO, LONGEST_TURNAROUND);
  }

  private static JsonNode bandsJson(List<Transport> bands) {
    ArrayNode array = Form.NODES.arrayNode();
    for (Transport band : bands) {
      ObjectNode node = array.addObject();
      node.set("beyondKm", Form.number(BigDecimal.valueOf(band.beyondKm())));
      node.set("before", Form.text(band.added().before()));
      node.set("after", Form.text(band.added().after()));
    }
    return array;
  }

  /** A list whose values differ in one of their parts. */
  private static <T> Optional<List<T>> distinct(
      Given given, Function<Given, Optional<T>> each, Function<T, ?> part, String name) {
    Optional<List<T>> all = given.list(MOST_PARTS, each);
    boolean repeated =
        all.map(list -> list.stream().map(part).distinct().count() < list.size()).orElse(false);
    return repeated ? given.fault("repeated", "must name each " + name + " once") : all;
  }

  private static <T> List<T> sorted(List<T> all, Comparator<T> order) {
    return all.stream().sorted(order).toList();
  }

  private static Set<String> names(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }
}
