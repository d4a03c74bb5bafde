package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A random world in an index. */
final class IndexedWorld implements FleetSearch.RowSource {

  private static final Duration COVERED = Duration.ofDays(29);

  private final OracleWorld world;
  private final FleetView view;
  private final List<AssetRow> rows;
  private final Fronts fronts;

  IndexedWorld(OracleWorld world) {
    this.world = world;
    Fleet fleet = new Fleet(world.assets.stream().map(OracleWorld.One::asset).toList());
    this.view =
        FleetView.of(
            fleet,
            world.assets.stream()
                .map(one -> new FleetView.Seen(one.asset().id(), Relation.SHARED, one.terms()))
                .toList());
    Instant quarter = Instant.ofEpochSecond(world.now.getEpochSecond() / 900 * 900);
    TimeRange covered = TimeRange.from(quarter, COVERED);
    this.rows =
        world.assets.stream()
            .map(
                one ->
                    RowBuilder.row(
                        one.calendar(covered), one.taken(), one.forecast(), covered.end()))
            .toList();
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
    Activity doing = world.assets.get(slot).doing();
    return doing == Activity.STANDBY || doing == Activity.OFF;
  }

  /** All pages of the answer, each asked for with the cursor of the one before. */
  List<List<IdleWindow>> pages() {
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
    }
  }
}
