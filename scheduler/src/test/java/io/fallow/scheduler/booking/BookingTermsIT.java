package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.codes;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.policy.Qualification;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The terms that an owner says, and the bookings that they refuse. It is Monday, 9:00. */
class BookingTermsIT {

  private static DomainWorld world;
  private static Desk desk;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new Desk(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  /** An asset that is always idle, on these terms. */
  private static Asset asset(String code, String terms) {
    return asset(code, code.replace('-', '_'), terms);
  }

  private static Asset asset(String code, String type, String terms) {
    Asset asset = world.asset(code, type);
    world.observe(asset, clock -> false);
    say(type, terms);
    return asset;
  }

  private static void say(String type, String terms) {
    int owner = world.lakeside.id();
    world.policies.say(owner, new Scope.OfType(owner, type), Statement.read(terms), "lena", NOW);
  }

  private static TimeRange minutes(int from, int to) {
    return new TimeRange(NOW.plus(Duration.ofMinutes(from)), NOW.plus(Duration.ofMinutes(to)));
  }

  @Test
  void judgesByTheTermsThatCountWhenTheAssetIsLocked() {
    Asset asset = asset("late-terms", "{}");
    BookingRequest request =
        new BookingRequest(world.viewer(world.harbor), asset.publicId(), slot(2, 4), false, "");
    Prepared prepared = world.booking.prepare(request, NOW);
    say("late_terms", "{\"longest\":\"PT1H\"}");
    BookingOutcome outcome =
        prepared.fold(
            candidate ->
                world.database.inTransaction(
                    connection -> world.booking.book(connection, candidate, NOW)),
            turned -> turned);
    assertThat(codes(outcome)).containsExactly("too-long");
  }

  @Test
  void refusesBookingsThatAreTooShortOrTooLong() {
    Asset asset = asset("length", "{\"shortest\":\"PT1H\",\"longest\":\"PT3H\"}");
    assertThat(codes(desk.book(world.harbor, asset, minutes(60, 119))))
        .containsExactly("too-short");
    assertThat(codes(desk.book(world.harbor, asset, minutes(60, 241)))).containsExactly("too-long");
    booked(desk.book(world.harbor, asset, minutes(60, 240)));
  }

  @Test
  void refusesTimesThatAreNotOnTheGrid() {
    Asset asset = asset("grid", "{\"granularity\":\"PT30M\"}");
    assertThat(codes(desk.book(world.harbor, asset, minutes(60, 135)))).containsExactly("off-grid");
    assertThat(codes(desk.book(world.harbor, asset, minutes(75, 120)))).containsExactly("off-grid");
    booked(desk.book(world.harbor, asset, minutes(60, 90)));
    booked(desk.book(world.lakeside, asset, minutes(95, 115)));
  }

  @Test
  void refusesBookingsOnTooShortNotice() {
    Asset asset = asset("notice", "{\"notice\":\"PT4H\"}");
    assertThat(codes(desk.book(world.harbor, asset, slot(3, 6)))).containsExactly("too-late");
    booked(desk.book(world.harbor, asset, slot(4, 6)));
    booked(desk.book(world.lakeside, asset, slot(1, 2)));
  }

  @Test
  void refusesBookingsBeyondTheHorizon() {
    Asset asset = asset("horizon", "{\"horizon\":\"P2D\"}");
    assertThat(codes(desk.book(world.harbor, asset, slot(47, 49))))
        .containsExactly("beyond-horizon");
    booked(desk.book(world.harbor, asset, slot(47, 48)));
  }

  @Test
  void refusesBookingsThatOutlastTheAgreement() {
    Asset asset = asset("agreed", "{}");
    world.sharing.agree(
        new Terms(
            world.lakeside,
            world.forge,
            Terms.Scope.of(asset),
            NOW,
            Optional.of(NOW.plus(Duration.ofDays(2)))));
    assertThat(codes(desk.book(world.forge, asset, slot(47, 49))))
        .containsExactly("beyond-agreement");
    booked(desk.book(world.forge, asset, slot(46, 48)));
    booked(desk.book(world.harbor, asset, slot(50, 52)));
  }

  @Test
  void refusesWhatIsWithheldButNotToItsOwner() {
    Asset asset = asset("withheld", "{\"withheld\":true}");
    assertThat(codes(desk.book(world.harbor, asset, slot(2, 4)))).containsExactly("withheld");
    booked(desk.book(world.lakeside, asset, slot(2, 4)));
  }

  @Test
  void refusesHoursThatAreNotIdleWithTheChanceThatTheOwnerWants() {
    Asset asset = world.asset("chance", "chance");
    LocalDate busy = LocalDate.parse("2026-11-02"); // one Monday of four
    world.observe(asset, clock -> clock.toLocalDate().equals(busy));
    say("chance", "{\"leastProbability\":0.99}");
    assertThat(codes(desk.book(world.harbor, asset, slot(2, 4))))
        .containsExactly("not-expected-idle");
    say("chance", "{}");
    booked(desk.book(world.harbor, asset, slot(2, 4)));
  }

  private static final String DOES = "UPDATE usage_state SET activity = ? WHERE asset_id = ?";

  private static void does(Asset asset, Activity activity) {
    world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DOES)) {
            statement.setShort(1, activity.code());
            statement.setInt(2, asset.id());
            return statement.executeUpdate();
          }
        });
  }

  @Test
  void refusesTheRestOfTheQuarterHourWhileTheAssetIsNotIdle() {
    Asset asset = asset("present", "{}");
    does(asset, Activity.UNKNOWN);
    assertThat(codes(desk.book(world.harbor, asset, minutes(1, 60))))
        .containsExactly("unknown-now");
    does(asset, Activity.IN_USE);
    assertThat(codes(desk.book(world.harbor, asset, minutes(1, 60)))).containsExactly("in-use-now");
    booked(desk.book(world.harbor, asset, minutes(15, 30)));
    does(asset, Activity.STANDBY);
    booked(desk.book(world.harbor, asset, minutes(0, 15)));
  }

  @Test
  void refusesAnOrganisationThatIsNotQualifiedAtTheBookedStart() {
    Asset asset = asset("org-quality", "{\"qualifications\":[\"iso-13485\"]}");
    assertThat(codes(desk.book(world.harbor, asset, slot(30, 32))))
        .containsExactly("organisation-not-qualified");
    grant("iso-13485", Optional.empty(), NOW, NOW.plus(Duration.ofHours(31)));
    booked(desk.book(world.harbor, asset, slot(30, 32)));
    assertThat(codes(desk.book(world.harbor, asset, slot(33, 34))))
        .containsExactly("organisation-not-qualified");
  }

  @Test
  void refusesAPersonWhoIsNotQualifiedAtTheBookedStart() {
    Asset asset = asset("person-quality", "{\"personQualifications\":[\"level-1\",\"level-2\"]}");
    Instant far = NOW.plus(Duration.ofDays(300));
    grant("level-1", Optional.of("someone@harbor"), NOW, far);
    grant("level-2", Optional.of("somebody-else@harbor"), NOW, far);
    Refused refused = (Refused) desk.book(world.harbor, asset, slot(2, 3));
    assertThat(codes(refused)).containsExactly("person-not-qualified");
    assertThat(refused.violations().get(0).message()).endsWith(": level-2");
    Qualification second = grant("level-2", Optional.of("someone@harbor"), NOW, far);
    booked(desk.book(world.harbor, asset, slot(2, 3)));
    world.qualifications.revoke(world.lakeside.id(), second.id(), NOW);
    assertThat(codes(desk.book(world.harbor, asset, slot(4, 5))))
        .containsExactly("person-not-qualified");
  }

  private static Qualification grant(
      String code, Optional<String> person, Instant from, Instant until) {
    return world.qualifications.grant(
        world.viewer(world.lakeside),
        new Qualification.New(code, world.harbor.id(), person, from, Optional.of(until)),
        NOW);
  }

  @Test
  void countsLiveReservationsOfAllAssetsOfTheTypeAgainstAQuota() {
    Asset one = asset("many-1", "many", "{\"simultaneous\":2}");
    Asset other = asset("many-2", "many", "{\"simultaneous\":2}");
    Reservation first = booked(desk.book(world.harbor, one, slot(2, 3)));
    booked(desk.hold(world.harbor, other, slot(2, 3), NOW));
    assertThat(codes(desk.book(world.harbor, one, slot(8, 9))))
        .containsExactly("too-many-simultaneous");
    booked(desk.book(world.lakeside, one, slot(8, 9)));
    desk.cancel(world.harbor, first.id(), NOW);
    booked(desk.book(world.harbor, one, slot(10, 11)));
  }

  @Test
  void aHoldThatHasRunOutCountsForNothing() {
    Asset one = asset("lapsed-1", "lapsed", "{\"pending\":1}");
    Asset other = asset("lapsed-2", "lapsed", "{\"pending\":1}");
    booked(desk.hold(world.harbor, one, slot(2, 3), NOW));
    assertThat(codes(desk.hold(world.harbor, other, slot(2, 3), NOW)))
        .containsExactly("too-many-pending");
    booked(desk.book(world.harbor, other, slot(4, 5)));
    booked(desk.hold(world.harbor, other, slot(2, 3), NOW.plus(Duration.ofMinutes(11))));
  }

  @Test
  void countsHoursByTheFacilitysWeek() {
    Asset asset = asset("weekly", "{\"hoursPerWeek\":4}");
    booked(desk.book(world.harbor, asset, slot(2, 5)));
    assertThat(codes(desk.book(world.harbor, asset, slot(8, 10)))).containsExactly("week-quota");
    booked(desk.book(world.harbor, asset, slot(8, 9)));
    booked(desk.book(world.harbor, asset, slot(24 * 7, 24 * 7 + 4)));
  }

  @Test
  void aChangeIsJudgedByTheHoursThatItAddsAndNotTwice() {
    Asset asset = asset("changed", "{\"hoursPerWeek\":4,\"simultaneous\":1}");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 5)));
    assertThat(change(world.harbor, first, slot(2, 7)))
        .isInstanceOfSatisfying(
            ChangeOutcome.Refused.class,
            refused ->
                assertThat(refused.violations().stream().map(Violation::code))
                    .containsExactly("week-quota"));
    Desk.changed(change(world.harbor, first, slot(2, 6)));
  }

  private static ChangeOutcome change(Organisation who, Reservation found, TimeRange time) {
    return world.booking.change(
        new ChangeRequest(
            world.viewer(who),
            found.id(),
            found.version(),
            Optional.of(time.start()),
            Optional.of(time.end()),
            Optional.empty()),
        NOW);
  }

  @Test
  void refusesWhoIsNotAmongThePeopleWhomTheTermsName() {
    Asset asset = asset("named", "{\"people\":[\"somebody-else@harbor\"]}");
    assertThat(codes(desk.book(world.harbor, asset, slot(2, 3))))
        .containsExactly("person-not-named");
    booked(desk.book(world.lakeside, asset, slot(2, 3)));
    Asset open = asset("named-well", "{\"people\":[\"someone@harbor\"]}");
    booked(desk.book(world.harbor, open, slot(2, 3)));
  }

  @Test
  void refusesWhoHasNoneOfTheRolesThatTheTermsName() {
    Asset asset = asset("by-role", "{\"roles\":[\"approver\",\"admin\"]}");
    assertThat(codes(desk.book(world.harbor, asset, slot(2, 3))))
        .containsExactly("person-not-named");
    booked(desk.book(world.lakeside, asset, slot(2, 3)));
    roles(world.harbor, Role.BOOKER);
    assertThat(codes(desk.book(world.harbor, asset, slot(3, 4))))
        .containsExactly("person-not-named");
    roles(world.harbor, Role.BOOKER, Role.APPROVER);
    booked(desk.book(world.harbor, asset, slot(3, 4)));
    roles(world.harbor, Role.AUDITOR);
    Asset named =
        asset("by-role-or-name", "{\"roles\":[\"admin\"],\"people\":[\"someone@harbor\"]}");
    booked(desk.book(world.harbor, named, slot(2, 3)));
  }

  private static void roles(Organisation organisation, Role... roles) {
    new Members(world.database)
        .put(organisation.id(), "someone@" + organisation.code(), List.of(roles), "test", NOW);
  }

  @Test
  void namesEveryBrokenRuleAtOnceAndWhetherTheOwnerMayOverrideIt() {
    Asset asset =
        asset(
            "all-at-once",
            "{\"longest\":\"PT2H\",\"granularity\":\"PT1H\",\"notice\":\"PT4H\","
                + "\"horizon\":\"P1D\",\"hoursPerWeek\":1,\"hoursPerMonth\":2,\"withheld\":true,"
                + "\"qualifications\":[\"q\"],\"personQualifications\":[\"p\"]}");
    Refused refused = (Refused) desk.book(world.harbor, asset, minutes(-70, 24 * 60 + 5));
    assertThat(codes(refused))
        .containsExactly(
            "in-the-past",
            "too-late",
            "too-long",
            "off-grid",
            "beyond-horizon",
            "withheld",
            "organisation-not-qualified",
            "person-not-qualified",
            "week-quota",
            "month-quota");
    assertThat(refused.violations().stream().filter(each -> !each.overridable()))
        .extracting(Violation::code)
        .containsExactly("in-the-past");
  }

  @Test
  void theOwnerOverridesForAPartnerAndSaysWhy() {
    Asset asset = asset("overridden", "{\"longest\":\"PT2H\",\"hoursPerWeek\":1}");
    BookingRequest request =
        new BookingRequest(
            world.viewer(world.lakeside),
            asset.publicId(),
            slot(2, 8),
            false,
            "",
            Optional.empty(),
            Optional.of("harbor"),
            Optional.of("their scanner burned down"));
    Reservation made = booked(world.booking.book(request, NOW));
    assertThat(made.organisation()).isEqualTo("harbor");
    assertThat(made.claim().overrideReason()).contains("their scanner burned down");
  }

  @Test
  void theOwnerMayBookOverItsMaintenanceAndNeverOverARecall() {
    Asset asset = asset("locked", "{}");
    world.calendars.addLockout(
        asset, new Lockout(0, LockoutKind.MAINTENANCE, slot(2, 4), "yearly"));
    Refused maintenance = (Refused) desk.book(world.harbor, asset, slot(2, 3));
    assertThat(codes(maintenance)).containsExactly("locked-out");
    assertThat(maintenance.violations().get(0).overridable()).isTrue();
    world.calendars.addLockout(asset, new Lockout(0, LockoutKind.RECALL, slot(3, 4), "coil"));
    Refused recall = (Refused) desk.book(world.harbor, asset, slot(2, 4));
    assertThat(recall.violations().get(0).overridable()).isFalse();
  }

  @Test
  void blocksTheTransportFromWhereTheBookerComes() {
    Asset asset =
        asset(
            "moved",
            "{\"before\":\"PT10M\",\"after\":\"PT10M\","
                + "\"transport\":[{\"beyondKm\":100,\"before\":\"PT2H\",\"after\":\"PT1H\"}]}");
    world.registry.registerFacility("harbor", "close", "Close", DomainWorld.BERLIN, 52.6, 13.4);
    world.registry.registerFacility("harbor", "afar", "Afar", DomainWorld.BERLIN, 48.1, 11.6);
    assertThat(booked(desk.book(world.harbor, asset, slot(10, 11))).blocked())
        .isEqualTo(minutes(590, 670));
    BookingRequest fromAfar =
        new BookingRequest(
            world.viewer(world.harbor),
            asset.publicId(),
            slot(20, 21),
            false,
            "",
            Optional.of("afar"),
            Optional.empty(),
            Optional.empty());
    assertThat(booked(world.booking.book(fromAfar, NOW)).blocked()).isEqualTo(minutes(1070, 1330));
  }

  @Test
  void termsCountFromTheMomentTheyAreSaid() {
    Asset asset = asset("at-once", "{}");
    booked(desk.book(world.harbor, asset, slot(2, 6)));
    say("at_once", "{\"longest\":\"PT2H\"}");
    assertThat(codes(desk.book(world.harbor, asset, slot(7, 11)))).containsExactly("too-long");
    assertThat(desk.book(world.harbor, asset, slot(7, 9))).isInstanceOf(Booked.class);
  }

  @Test
  void asksTheOwnerWhereItWantsToBeAsked() {
    Asset asset = asset("asked", "{\"approval\":\"owner\"}");
    Viewer owner = world.viewer(world.lakeside);
    Reservation asked = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(asked.status()).isEqualTo(Status.REQUESTED);
    assertThat(asked.expiresAt().orElseThrow()).isBefore(asked.start());
    world.booking.steps().approve(owner, asked.id(), "", NOW);
    assertThat(world.booking.get(owner, asked.id(), NOW).orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
  }
}
