package io.fallow.scheduler.sharing;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.Acting;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Worlds of agreements, circles and open sharing, at random: an oracle knows who sees what. */
class SharingOracleIT {

  private static final int WORLDS = 60;
  private static final int DAYS = 8;

  private static DomainWorld world;
  private static List<Organisation> organisations;
  private static List<Asset> assets;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    Organisation depot = world.registry.registerOrganisation("depot", "The depot");
    organisations = List.of(world.lakeside, world.harbor, world.forge, depot);
    world.registry.registerFacility("forge", "hall", "The hall", DomainWorld.BERLIN, 48.8, 9.2);
    assets = new ArrayList<>();
    assets.add(world.asset("mri-1", "mri"));
    assets.add(world.asset("ct-1", "ct"));
    assets.add(mill("mill-1"));
    assets.add(mill("mill-2"));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static Asset mill(String code) {
    return world.registry.registerAsset(
        new NewAsset(
            "forge",
            "hall",
            code,
            code,
            "mill",
            Set.of(),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  /** From a day on, to another; for good, where that is {@link #DAYS}. */
  private record Span(int from, int to) {

    static Span any(Random random) {
      int from = random.nextInt(DAYS - 1);
      return new Span(from, from + 1 + random.nextInt(DAYS - from));
    }

    Span and(Span other) {
      return new Span(Math.max(from, other.from), Math.min(to, other.to));
    }

    boolean holds(int day) {
      return from <= day && day < to;
    }

    String sql() {
      return "tstzrange('" + day(from) + "', " + (to >= DAYS ? "NULL" : "'" + day(to) + "'") + ")";
    }
  }

  private static Instant day(int day) {
    return DomainWorld.NOW.plus(Duration.ofDays(day));
  }

  private record Member(int circle, Organisation organisation, Span during) {}

  /**
   * @param partner none where it is with a circle or everybody
   * @param circle 0 for none
   */
  private record Agreed(
      int id,
      Organisation owner,
      Optional<Organisation> partner,
      int circle,
      Optional<String> type,
      Optional<Asset> asset,
      Span valid) {

    boolean isAbout(Asset other) {
      return other.organisationId() == owner.id()
          && type.map(other.type()::equals).orElse(true)
          && asset.map(other::equals).orElse(true);
    }

    int nearness() {
      return partner.isPresent() ? 1 : circle > 0 ? 2 : 3;
    }
  }

  private record Shared(Agreed by, Span during) {}

  @Test
  void whoSeesWhatByWhichAgreementAndUntilWhenIsWhatAnOracleFindsAndTheDatabaseLetsPass() {
    int seen = 0;
    int learnt = 0;
    for (int number = 0; number < WORLDS; number++) {
      Random random = new Random(20_261_128L + number);
      run("DELETE FROM policy");
      run("DELETE FROM agreement_version");
      run("DELETE FROM agreement");
      run("DELETE FROM circle_member");
      List<Integer> circles = List.of(circle(number, 0), circle(number, 1));
      List<Member> members = members(random, circles);
      List<Agreed> agreed = agreed(random, circles);
      ToldTerms told = told(random, agreed);
      for (Organisation viewer : organisations) {
        List<Shared> shared = shared(viewer, members, agreed);
        for (int day = 0; day < DAYS; day++) {
          Map<String, String> expected = oracle(viewer, shared, day);
          assertThat(found(viewer, day)).as("world %s, day %s", number, day).isEqualTo(expected);
          assertThat(passed(viewer, day))
              .as("security, world %s, day %s", number, day)
              .isEqualTo(expected.keySet());
          assertThat(toldOf(viewer, day))
              .as("data, world %s, day %s", number, day)
              .isEqualTo(told.of(expected));
          seen += expected.size();
          learnt += told.of(expected).size();
        }
      }
    }
    System.out.printf(
        "oracle of sharing: %d worlds, %,d sights, data told of %,d: all the same%n",
        WORLDS, seen, learnt);
    assertThat(seen).isGreaterThan(WORLDS * DAYS * 4);
    assertThat(learnt).isBetween(seen / 4, seen);
  }

  private static int circle(int world, int number) {
    return id(
        "INSERT INTO circle (admin_id, code, name, made_by, made_at) VALUES ("
            + organisations.get(0).id()
            + ", 'c-"
            + world
            + "-"
            + number
            + "', 'A circle', 'test', now()) RETURNING id");
  }

  private static List<Member> members(Random random, List<Integer> circles) {
    List<Member> members = new ArrayList<>();
    for (int circle : circles) {
      for (Organisation organisation : organisations) {
        if (random.nextInt(3) > 0) {
          Member member = new Member(circle, organisation, Span.any(random));
          run(
              "INSERT INTO circle_member VALUES ("
                  + circle
                  + ", "
                  + organisation.id()
                  + ", "
                  + member.during().sql()
                  + ")");
          members.add(member);
        }
      }
    }
    return members;
  }

  private static List<Agreed> agreed(Random random, List<Integer> circles) {
    List<Agreed> agreed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Asset about = assets.get(random.nextInt(assets.size()));
      Organisation owner =
          organisations.stream().filter(o -> o.id() == about.organisationId()).findFirst().get();
      Organisation other = organisations.get(random.nextInt(organisations.size()));
      int kind = random.nextInt(4);
      int scope = random.nextInt(3);
      boolean withPartner = kind < 2 && other.id() != owner.id();
      insert(
              new Agreed(
                  0,
                  owner,
                  withPartner ? Optional.of(other) : Optional.empty(),
                  !withPartner && kind < 3 ? circles.get(random.nextInt(2)) : 0,
                  scope == 0 ? Optional.of(about.type()) : Optional.empty(),
                  scope == 1 ? Optional.of(about) : Optional.empty(),
                  Span.any(random)))
          .ifPresent(agreed::add);
    }
    return agreed;
  }

  /** Empty where another is about the same for the same others at the time. */
  private static Optional<Agreed> insert(Agreed one) {
    String partner = one.partner().map(p -> "" + p.id()).orElse("NULL");
    String code = one.partner().map(p -> "'" + p.code() + "'").orElse("NULL");
    String reach = one.nearness() == 1 ? "PARTNER" : one.nearness() == 2 ? "CIRCLE" : "OPEN";
    int id =
        id(
            "INSERT INTO agreement (owner_id, reach, partner_id, addressee, circle_id, asset_type,"
                + " asset_id, valid) VALUES (%d, '%s', %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
                    .formatted(
                        one.owner().id(),
                        reach,
                        partner,
                        code,
                        one.circle() == 0 ? "NULL" : "" + one.circle(),
                        one.type().map(t -> "'" + t + "'").orElse("NULL"),
                        one.asset().map(a -> "" + a.id()).orElse("NULL"),
                        one.valid().sql())
                + " RETURNING id");
    return id == 0
        ? Optional.empty()
        : Optional.of(
            new Agreed(
                id,
                one.owner(),
                one.partner(),
                one.circle(),
                one.type(),
                one.asset(),
                one.valid()));
  }

  private static ToldTerms told(Random random, List<Agreed> agreed) {
    ToldTerms told = new ToldTerms(random, assets, SharingOracleIT::run);
    agreed.forEach(each -> told.sayOfAgreement(each.id(), each.owner().id()));
    return told;
  }

  /** What is shared with somebody, by whatever way. */
  private static List<Shared> shared(
      Organisation viewer, List<Member> members, List<Agreed> agreed) {
    List<Shared> shared = new ArrayList<>();
    for (Agreed one : agreed) {
      if (one.owner().id() == viewer.id()) {
        continue;
      }
      if (one.circle() == 0) {
        boolean with = one.partner().map(p -> p.id() == viewer.id()).orElse(true);
        if (with) {
          shared.add(new Shared(one, one.valid()));
        }
      } else {
        Optional<Span> own = membership(members, one.circle(), viewer);
        Optional<Span> owners = membership(members, one.circle(), one.owner());
        if (own.isPresent() && owners.isPresent()) {
          shared.add(new Shared(one, one.valid().and(own.get()).and(owners.get())));
        }
      }
    }
    return shared;
  }

  private static Optional<Span> membership(List<Member> members, int circle, Organisation of) {
    return members.stream()
        .filter(each -> each.circle() == circle && each.organisation().id() == of.id())
        .map(Member::during)
        .findFirst();
  }

  private static Map<String, String> oracle(Organisation viewer, List<Shared> shared, int day) {
    Map<String, String> seen = new TreeMap<>();
    for (Asset asset : assets) {
      if (asset.organisationId() == viewer.id()) {
        seen.put(asset.publicId(), "own");
        continue;
      }
      List<Shared> about = shared.stream().filter(each -> each.by().isAbout(asset)).toList();
      about.stream()
          .filter(each -> each.during().holds(day))
          .min(
              comparing((Shared each) -> each.by().nearness())
                  .thenComparing(each -> each.by().asset().isEmpty())
                  .thenComparing(each -> each.by().type().isEmpty())
                  .thenComparing(each -> -each.by().id(), naturalOrder()))
          .ifPresent(best -> seen.put(asset.publicId(), told(best.by().id(), until(about, day))));
    }
    return seen;
  }

  /** Day by day: whoever is shared with by another when one ends goes on having the asset. */
  private static int until(List<Shared> about, int day) {
    int until = day;
    while (until < DAYS && covers(about, until)) {
      until++;
    }
    return until;
  }

  private static boolean covers(List<Shared> about, int day) {
    return about.stream().anyMatch(each -> each.during().holds(day));
  }

  private static String told(int agreement, int until) {
    return agreement + " until " + (until >= DAYS ? "further notice" : day(until));
  }

  private static Map<String, String> found(Organisation viewer, int day) {
    Map<String, String> found = new TreeMap<>();
    for (VisibleAsset each : world.sharing.visibleTo(viewer.id(), day(day))) {
      OptionalInt agreement = each.agreementId();
      found.put(
          each.asset().publicId(),
          agreement.isEmpty()
              ? "own"
              : agreement.getAsInt()
                  + " until "
                  + each.sharedUntil().map(Instant::toString).orElse("further notice"));
    }
    return found;
  }

  /** Of all assets, also those that row-level security hides. */
  private static Set<String> toldOf(Organisation viewer, int day) {
    String all =
        assets.stream()
            .map(each -> "(" + each.id() + ", '" + each.publicId() + "')")
            .collect(joining(", "));
    return asked(
        viewer,
        day,
        "SELECT asset FROM (VALUES " + all + ") p (id, asset) WHERE is_told(id, 'utilisation')");
  }

  private static final String MAY_BOOK =
      """
      SELECT o.code || '.' || a.code AS asset
      FROM asset a JOIN organisation o ON o.id = a.organisation_id WHERE may_book(a.id)
      """;

  /** What row-level security lets pass at that moment. */
  private static Set<String> passed(Organisation viewer, int day) {
    return asked(viewer, day, MAY_BOOK);
  }

  private static Set<String> asked(Organisation viewer, int day, String sql) {
    return world.database.actingFor(
        new Acting(viewer.id(), "test", Optional.of(day(day))),
        () ->
            world.database.inTransaction(
                connection -> {
                  Set<String> passed = new TreeSet<>();
                  try (PreparedStatement query = connection.prepareStatement(sql);
                      ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                      passed.add(row.getString("asset"));
                    }
                  }
                  return passed;
                }));
  }

  private static void run(String sql) {
    world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
          }
        });
  }

  private static int id(String sql) {
    return world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
          }
        });
  }
}
