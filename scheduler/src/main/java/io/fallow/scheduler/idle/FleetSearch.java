package io.fallow.scheduler.idle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Searches a view of a fleet: chooses the assets to look at, and looks at each. Pure. */
final class FleetSearch {

  private final FleetView view;
  private final Fleet fleet;
  private final RowSource rows;
  private final SearchRequest request;
  private final BestHits hits;
  private final RowScan scan;
  private final int nextQuarter;

  /**
   * @param most how many windows to find
   * @param after the last window of the page before
   */
  FleetSearch(
      FleetView view,
      RowSource rows,
      SearchRequest request,
      Moments moments,
      int most,
      BestHits.Hit after) {
    this.view = view;
    this.fleet = view.fleet();
    this.rows = rows;
    this.request = request;
    this.hits = new BestHits(request.order(), most, after);
    this.scan = new RowScan(span(request, moments), hits);
    this.nextQuarter = Minutes.nextQuarter(Minutes.floor(moments.now()));
  }

  static RowScan.Span span(SearchRequest request, Moments moments) {
    return new RowScan.Span(
        Minutes.ceil(request.from()),
        Minutes.floor(request.to()),
        Minutes.ceil(request.minDuration()),
        Chances.steps(request.minProbability()),
        Minutes.ceil(moments.present()),
        Minutes.floor(moments.present()));
  }

  /** What is known of the assets' time, by slot. */
  interface RowSource {

    /** An asset's row; null while there is none yet. */
    AssetRow row(int slot);

    /** Whether the asset is known to stand idle at this moment. */
    boolean isIdle(int slot);
  }

  /** The best windows behind that one, best first. */
  List<BestHits.Hit> bestFirst() {
    if (request.near().isPresent()) {
      searchFromNearToFar(request.near().get());
    } else {
      search(candidates(), 0);
    }
    return hits.bestFirst();
  }

  private int[] candidates() {
    if (!request.assets().ids().isEmpty()) {
      return request.assets().ids().stream()
          .mapToInt(fleet::slot)
          .filter(slot -> slot >= 0)
          .toArray();
    }
    if (!request.assets().types().isEmpty()) {
      return request.assets().types().stream()
          .flatMapToInt(t -> Arrays.stream(fleet.ofType(t)))
          .toArray();
    }
    if (!request.assets().owners().isEmpty()) {
      return request.assets().owners().stream()
          .flatMapToInt(code -> Arrays.stream(fleet.ofOrganisation(code)))
          .toArray();
    }
    return fleet.all();
  }

  private void searchFromNearToFar(SearchRequest.Near near) {
    double[] distances =
        IntStream.range(0, fleet.facilities())
            .mapToDouble(i -> Distance.km(near, fleet.facility(i)))
            .toArray();
    IntStream.range(0, distances.length)
        .filter(facility -> distances[facility] <= near.radiusKm())
        .boxed()
        .sorted(Comparator.comparingDouble(facility -> distances[facility]))
        .forEach(facility -> search(fleet.at(facility), distances[facility]));
  }

  private void search(int[] slots, double distanceKm) {
    for (int slot : slots) {
      if (view.isVisible(slot) && request.assets().takes(fleet.asset(slot))) {
        search(slot, distanceKm);
      }
    }
  }

  private void search(int slot, double distanceKm) {
    IdleTerms terms = view.terms(slot);
    AssetRow row = rows.row(slot);
    if (row != null && !terms.withheld()) {
      scan.scan(slot, distanceKm, row, terms, rows.isIdle(slot) ? Integer.MIN_VALUE : nextQuarter);
    }
  }
}
