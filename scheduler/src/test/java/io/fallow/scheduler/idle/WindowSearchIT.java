package io.fallow.scheduler.idle;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.idle.SearchRequest.Wanted;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WindowSearchIT {

  private static final Instant LATER = NOW.plus(Duration.ofDays(28));

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void offersOnlyWhatAPartnerMayBook() {
    Asset asset = world.idleAsset("offers-only");
    assertThat(find(world.harbor, "offers-only"))
        .isNotEmpty()
        .allSatisfy(window -> assertThat(window.asset()).isEqualTo(asset));
    assertThat(find(world.lakeside, "offers-only"))
        .hasSameSizeAs(find(world.harbor, "offers-only"));
    assertThat(find(world.forge, "offers-only")).isEmpty();
    assertThat(explain(world.forge, "offers-only")).isEmpty();
  }

  @Test
  void offersNothingThatCannotBeBookedAsAWhole() {
    Asset asset = world.asset("whole", "scanner");
    world.observe(asset, clock -> clock.getHour() >= 8 && clock.getHour() < 18);
    world.turnarounds.set(
        "scanner", new Turnaround(Duration.ofMinutes(10), Duration.ofMinutes(25)));
    world.calendars.addClosedDay(
        world.clinic, new ClosedDay(LocalDate.parse("2026-12-05"), "fair"));
    TimeRange repair = TimeRange.from(NOW.plus(Duration.ofHours(63)), Duration.ofHours(1));
    world.calendars.addLockout(asset, new Lockout(repair, "repair"));
    book(
        world.lakeside, asset, TimeRange.from(NOW.plus(Duration.ofHours(40)), Duration.ofHours(1)));
    List<IdleWindow> windows = find(world.harbor, "whole");
    assertThat(windows).hasSizeGreaterThan(25);
    for (IdleWindow window : windows) {
      TimeRange whole = new TimeRange(window.start(), window.end());
      assertThat(book(world.harbor, asset, whole)).isInstanceOf(Booked.class);
    }
    assertThat(find(world.harbor, "whole")).isEmpty();
  }

  @Test
  void offersAWindowAgainWhenAHoldLapses() {
    Asset asset = world.idleAsset("lapses");
    TimeRange slot = TimeRange.from(NOW.plus(Duration.ofHours(2)), Duration.ofHours(2));
    world.booking.book(
        new BookingRequest(world.viewer(world.harbor), asset.publicId(), slot, true, ""), NOW);
    assertThat(verdictAt("lapses", slot.start(), NOW)).isEqualTo(Verdict.BOOKED);
    assertThat(verdictAt("lapses", slot.start(), NOW.plus(Duration.ofMinutes(10))))
        .isEqualTo(Verdict.OFFERED);
  }

  @Test
  void narrowsByTypeOwnerAssetDurationAndDistance() {
    world.idleAsset("narrow");
    Asset busyByDay = world.asset("ct-1", "ct");
    world.observe(busyByDay, clock -> clock.getHour() % 3 == 0);
    assertThat(some("ct", Duration.ofHours(2), Optional.empty())).isNotEmpty();
    assertThat(some("ct", Duration.ofHours(3), Optional.empty())).isEmpty();
    assertThat(some("lathe", Duration.ofHours(1), Optional.empty())).isEmpty();
    SearchRequest.Near potsdam = new SearchRequest.Near(52.4, 13.06, 30);
    assertThat(some("mri", Duration.ofHours(1), Optional.of(potsdam))).isNotEmpty();
    SearchRequest.Near potsdamNearby = new SearchRequest.Near(52.4, 13.06, 20);
    assertThat(some("mri", Duration.ofHours(1), Optional.of(potsdamNearby))).isEmpty();
  }

  @Test
  void looksBackAsOfAnEarlierMomentForTheOwnerAlone() {
    world.idleAsset("back");
    Instant then = NOW.minus(Duration.ofDays(7));
    SearchRequest backtest =
        SearchRequest.within(then, NOW).of(Wanted.asset("lakeside.back")).asOf(then);
    assertThat(world.search.search(world.viewer(world.harbor), backtest, NOW).windows()).isEmpty();
    assertThat(world.search.search(world.viewer(world.lakeside), backtest, NOW).windows())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.start()).isEqualTo(then);
              assertThat(window.end()).isEqualTo(NOW);
              assertThat(window.weeksObserved()).isEqualTo(3);
            });
  }

  @Test
  void explainsEveryMomentInPlainWords() {
    Asset asset = world.asset("words", "mri");
    world.observe(asset, clock -> clock.getHour() == 15);
    book(world.harbor, asset, TimeRange.from(NOW.plus(Duration.ofHours(2)), Duration.ofHours(1)));
    Explanation explanation = explain(world.harbor, "words").orElseThrow();
    assertThat(explanation.stretches().stream().limit(5).map(Stretch::words))
        .containsExactly(
            "probably idle: chance at least 0.99, from 4.0 weeks observed",
            "booked by harbor",
            "probably idle: chance at least 0.99, from 4.0 weeks observed",
            "probably in use",
            "probably idle: chance at least 0.99, from 4.0 weeks observed");
    Instant end = NOW;
    for (Stretch stretch : explanation.stretches()) {
      assertThat(stretch.start()).isEqualTo(end);
      end = stretch.end();
    }
    assertThat(end).isEqualTo(LATER);
  }

  @Test
  void refusesNonsense() {
    SearchRequest nonsense = SearchRequest.within(NOW, NOW);
    assertThatThrownBy(() -> world.search.search(world.viewer(world.harbor), nonsense, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("range-empty");
  }

  @Test
  void handsOutAllWindowsOfThirtyAssetsPageByPage() {
    for (int i = 0; i < 30; i++) {
      int free = i % 24;
      world.observe(world.asset("fast-" + i, "fast"), clock -> clock.getHour() == free);
    }
    SearchRequest first = SearchRequest.within(NOW, LATER).of(Wanted.ofType("fast"));
    List<IdleWindow> all = new ArrayList<>();
    Optional<SearchRequest> page = Optional.of(first);
    while (page.isPresent()) {
      SearchResult result = world.search.search(world.viewer(world.harbor), page.get(), NOW);
      assertThat(result.windows()).hasSizeLessThanOrEqualTo(100);
      all.addAll(result.windows());
      page = result.next().map(first::behind);
    }
    assertThat(all).doesNotHaveDuplicates().hasSizeBetween(30 * 27, 30 * 31);
    assertThat(all).isSortedAccordingTo(Comparator.comparing(IdleWindow::start));
  }

  private static List<IdleWindow> find(Organisation who, String asset) {
    SearchRequest request =
        SearchRequest.within(NOW, LATER)
            .of(Wanted.asset("lakeside." + asset))
            .atLeast(Duration.ofMinutes(15), SearchRequest.MOST_WINDOWS);
    return world.search.search(world.viewer(who), request, NOW).windows();
  }

  private static List<IdleWindow> some(
      String type, Duration shortest, Optional<SearchRequest.Near> near) {
    SearchRequest request =
        SearchRequest.within(NOW, LATER).of(Wanted.ofType(type)).atLeast(shortest, 1);
    return world
        .search
        .search(world.viewer(world.harbor), near.map(request::near).orElse(request), NOW)
        .windows();
  }

  private static Optional<Explanation> explain(Organisation who, String asset) {
    return world.search.explain(
        world.viewer(who), "lakeside." + asset, NOW, LATER, Optional.empty(), NOW);
  }

  private static Verdict verdictAt(String asset, Instant instant, Instant now) {
    return world
        .search
        .explain(
            world.viewer(world.harbor),
            "lakeside." + asset,
            instant,
            instant.plusSeconds(60),
            Optional.empty(),
            now)
        .orElseThrow()
        .stretches()
        .get(0)
        .verdict();
  }

  private static BookingOutcome book(Organisation who, Asset asset, TimeRange during) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset.publicId(), during, false, ""), NOW);
  }
}
