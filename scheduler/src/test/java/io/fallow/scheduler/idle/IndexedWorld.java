package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A random world in an index. */
final class IndexedWorld implements FleetSearch.RowSource {

  private static final Duration COVERED = Duration.ofDays(29);

  private final OracleWorld world;
  private final List<OracleWorld.One> bySlot;
  private final FleetView view;
  private final List<AssetRow> rows;
  private final Fronts fronts;

  IndexedWorld(OracleWorld world) {
    this.world = world;
    this.bySlot =
        world.assets.stream().sorted(Comparator.comparing(one -> one.asset().publicId())).toList();
    Fleet fleet = new Fleet(world.assets.stream().map(OracleWorld.One::asset).toList());
    this.view =
        FleetView.of(
            fleet,
            world.assets.stream()
                .map(one -> new FleetView.Seen(one.asset().id(), Relation.SHARED, one.terms()))
                .toList());
    Instant quarter = Instant.ofEpochSecond(world.now.getEpochSecond() / 900 * 900);
    TimeRange covered = TimeRange.from(quarter, COVERED);
    this.rows = new ArrayList<>();
    for (OracleWorld.One one : bySlot) {
      rows.add(RowBuilder.row(one.calendar(covered), one.taken(), one.forecast(), covered.end()));
    }
    this.fronts = new Fronts(rows.size(), rows::get);
  }

  @Override
  public Fronts fronts() {
    return fronts;
  }

  @Override
  public AssetRow row(int slot) {
    return rows.get(slot);
  }

  @Override
  public boolean isIdle(int slot) {
    Activity doing = bySlot.get(slot).doing();
    return doing == Activity.STANDBY || doing == Activity.OFF;
  }

  FleetView view() {
    return view;
  }

  /** Puts another row in. */
  void put(int slot, AssetRow row) {
    rows.set(slot, row);
    fronts.changed(slot);
  }

  /** All pages of the answer, each asked for with the cursor of the one before. */
  List<List<IdleWindow>> pages() {
    return pages(() -> {});
  }

  /**
   * The same.
   *
   * @param between happens before each page but the first
   */
  List<List<IdleWindow>> pages(Runnable between) {
    List<List<IdleWindow>> pages = new ArrayList<>();
    SearchRequest request = world.request;
    while (true) {
      Moments moments = Moments.of(world.now);
      SearchResult page = new FleetAnswer(view, this, request, moments).page();
      pages.add(page.windows());
      if (page.next().isEmpty()) {
        return pages;
      }
      Optional<Cursor> next = Cursor.parse(page.next().get().text());
      request = world.request.behind(next.orElseThrow());
      between.run();
    }
  }
}
