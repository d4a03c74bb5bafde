package io.fallow.scheduler.idle;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Searches a view of a fleet: chooses the assets to look at, and looks at each. Pure. */
final class FleetSearch {

  /** So many terms are looked at before the search begins. */
  private static final int FEW = 64;

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
    BitSet wanted = fleet.wanted(request.assets());
    Limit limit = limit();
    if (request.near().isPresent()) {
      searchFromNearToFar(request.near().get(), wanted, limit);
    } else {
      for (int slot = wanted.nextSetBit(0); slot >= 0; slot = wanted.nextSetBit(slot + 1)) {
        if (search(slot, 0) && !limit.mayBeTaken(slot, 0, hits)) {
          break;
        }
      }
    }
    return hits.bestFirst();
  }

  /**
   * What no window surpasses.
   *
   * @param earliest before which none begins
   * @param chance that none exceeds which begins just then
   */
  private record Limit(int earliest, int chance) {

    /** Whether a page might still take a window of this asset or one that ranks behind it. */
    boolean mayBeTaken(int slot, double distanceKm, BestHits hits) {
      return hits.couldTake(slot, earliest, chance, distanceKm);
    }
  }

  private Limit limit() {
    int earliest = Math.max(span.from(), span.present());
    if (request.order() == Order.LIKELIEST || view.countTerms() > FEW || view.countTerms() == 0) {
      return new Limit(earliest, Chances.STEPS);
    }
    int first = IntStream.range(0, view.countTerms()).map(i -> idleGate(i).from()).min().orElse(0);
    int highest = rows.fronts().at(first).highest();
    int told =
        IntStream.range(0, view.countTerms())
            .map(i -> view.termsOfNumber(i).told(highest))
            .max()
            .orElse(highest);
    return new Limit(first, told);
  }

  /** Until nothing of a facility could be taken, and so nothing of those that are farther away. */
  private void searchFromNearToFar(SearchRequest.Near near, BitSet wanted, Limit limit) {
    Distances.From from = fleet.from(near);
    for (int place = 0; place < from.count() && from.km(place) <= near.radiusKm(); place++) {
      double distanceKm = from.km(place);
      if (!limit.mayBeTaken(-1, distanceKm, hits)) {
        return;
      }
      for (int slot : fleet.at(from.facility(place))) {
        if (wanted.get(slot)
            && search(slot, distanceKm)
            && !limit.mayBeTaken(slot, distanceKm, hits)) {
          break;
        }
      }
    }
  }

  /** Whether the asset's row was looked at. */
  private boolean search(int slot, double distanceKm) {
    int terms = view.termsNumber(slot);
    if (terms >= 0) {
      Gate gate = rows.isIdle(slot) ? idleGate(terms) : busyGate(terms);
      if (!gate.terms().withheld() && gate.lets(slot, distanceKm, hits)) {
        scan.scan(slot, distanceKm, rows.row(slot), gate);
        return true;
      }
    }
    return false;
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
}
