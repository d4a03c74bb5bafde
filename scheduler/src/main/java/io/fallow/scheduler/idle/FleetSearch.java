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
  private final RowScan.Span span;
  private final RowScan scan;
  private final int nextQuarter;
  private final Gate[] idleGates;
  private final Gate[] busyGates;

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
    this.span = span(request, moments);
    this.scan = new RowScan(span, hits);
    this.nextQuarter = Minutes.nextQuarter(Minutes.floor(moments.now()));
    this.idleGates = new Gate[view.countTerms()];
    this.busyGates = new Gate[view.countTerms()];
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

    /** When assets are free next. */
    Fronts fronts();
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
      int terms = view.termsNumber(slot);
      if (terms >= 0) {
        search(slot, distanceKm, rows.isIdle(slot) ? idleGate(terms) : busyGate(terms));
      }
    }
  }

  private Gate idleGate(int terms) {
    if (idleGates[terms] == null) {
      idleGates[terms] = gate(terms, Integer.MIN_VALUE);
    }
    return idleGates[terms];
  }

  private Gate busyGate(int terms) {
    if (busyGates[terms] == null) {
      busyGates[terms] = gate(terms, nextQuarter);
    }
    return busyGates[terms];
  }

  private Gate gate(int terms, int notBefore) {
    return Gate.of(span, view.termsOfNumber(terms), notBefore, rows.fronts());
  }

  private void search(int slot, double distanceKm, Gate gate) {
    if (gate.terms().withheld()) {
      return;
    }
    long stretch = rows.fronts().stretch(gate.front(), slot);
    if (stretch != 0
        && gate.lets(stretch, slot, distanceKm, hits)
        && request.assets().takes(fleet.asset(slot))) {
      scan.scan(slot, distanceKm, rows.row(slot), gate);
    }
  }
}
