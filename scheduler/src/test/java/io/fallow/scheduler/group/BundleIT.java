package io.fallow.scheduler.group;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.group.GroupDesk.booked;
import static io.fallow.scheduler.group.GroupDesk.codes;
import static io.fallow.scheduler.group.GroupDesk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BundleIT {

  private static DomainWorld world;
  private static GroupDesk desk;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new GroupDesk(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void booksSeveralAssetsEachWithItsOwnTurnaround() {
    Asset scanner = world.idleAsset("scanner");
    Asset injector = world.idleAsset("injector");
    world.turnarounds.set(scanner, new Turnaround(Duration.ofHours(1), Duration.ofHours(1)));
    Bundle bundle = booked(desk.bundle(world.harbor, slot(4, 6), false, scanner, injector));
    assertThat(bundle.reservations())
        .extracting(Reservation::asset)
        .containsExactly("lakeside.injector", "lakeside.scanner");
    assertThat(bundle.reservations())
        .extracting(Reservation::blocked)
        .containsExactly(slot(4, 6), slot(3, 7));
    assertThat(desk.bundles.get(world.viewer(world.harbor), bundle.id(), NOW)).contains(bundle);
    assertThat(desk.bundles.get(world.viewer(world.lakeside), bundle.id(), NOW)).isEmpty();
  }

  @Test
  void booksNoneIfOneCannotBeAndNamesEveryRuleOfEveryAsset() {
    Asset free = world.idleAsset("free");
    Asset taken = world.idleAsset("taken");
    Asset unknown = world.asset("unknown", "mri");
    desk.singleBooked(world.lakeside, taken, slot(5, 8));
    BundleOutcome outcome = desk.bundle(world.harbor, slot(4, 6), false, free, taken, unknown);
    assertThat(outcome).isInstanceOf(BundleOutcome.NotBooked.class);
    List<BundleOutcome.Clash> clashes = ((BundleOutcome.NotBooked) outcome).clashes();
    assertThat(clashes)
        .extracting(each -> each.spot().asset())
        .containsExactly("lakeside.taken", "lakeside.unknown");
    assertThat(clashes)
        .extracting(each -> codes(each.conflict()))
        .containsExactly(List.of("overlaps"), List.of("idle-unknown"));
    desk.singleBooked(world.harbor, free, slot(4, 6));
  }

  @Test
  void namesAllAssetsThatDoNotExistAtOnce() {
    Viewer forge = world.viewer(world.forge);
    Asset hidden = world.idleAsset("hidden");
    BundleRequest request =
        new BundleRequest(
            forge,
            List.of(new Spot(hidden.publicId(), slot(4, 6)), new Spot("lakeside.none", slot(4, 6))),
            false,
            "");
    assertThat(desk.bundle(request))
        .isEqualTo(new BundleOutcome.NotFound(List.of("lakeside.hidden", "lakeside.none")));
  }

  @Test
  void confirmsTheHoldsOfABundleAsAWholeOrNotAtAll() {
    Asset one = world.idleAsset("one");
    Asset two = world.idleAsset("two");
    Bundle held = booked(desk.bundle(world.harbor, slot(4, 6), true, one, two));
    assertThat(held.reservations()).allMatch(each -> each.status() == Status.HELD);
    Viewer harbor = world.viewer(world.harbor);
    world.booking.steps().cancel(harbor, held.reservations().get(1).id(), "", NOW);
    BundleChange refused = desk.bundles.confirm(harbor, held.id(), NOW);
    assertThat(refused).isInstanceOf(BundleChange.NotPossible.class);
    assertThat(((BundleChange.NotPossible) refused).violations())
        .extracting(Violation::code)
        .containsExactly("cancelled");
    assertThat(statuses(held)).containsExactly(Status.HELD, Status.CANCELLED);
  }

  @Test
  void confirmsAndCancelsABundleAsAWhole() {
    Asset one = world.idleAsset("three");
    Asset two = world.idleAsset("four");
    Bundle held = booked(desk.bundle(world.harbor, slot(4, 6), true, one, two));
    Viewer harbor = world.viewer(world.harbor);
    assertThat(desk.bundles.confirm(harbor, held.id(), NOW))
        .isInstanceOf(BundleChange.Changed.class);
    assertThat(statuses(held)).containsOnly(Status.CONFIRMED);
    assertThat(desk.bundles.cancel(world.viewer(world.forge), held.id(), NOW))
        .isEqualTo(new BundleChange.NotFound());
    assertThat(desk.bundles.cancel(harbor, held.id(), NOW))
        .isInstanceOf(BundleChange.Changed.class);
    assertThat(statuses(held)).containsOnly(Status.CANCELLED);
    booked(desk.bundle(world.harbor, slot(4, 6), false, two, one));
  }

  private static List<Status> statuses(Bundle bundle) {
    return desk
        .bundles
        .get(world.viewer(world.harbor), bundle.id(), NOW)
        .orElseThrow()
        .reservations()
        .stream()
        .map(Reservation::status)
        .toList();
  }
}
