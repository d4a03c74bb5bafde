package io.fallow.scheduler.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.idle.BestHits.Hit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a search leaves out unseen, against a look at every row. */
class FrontsTest {

  private static final int WORLDS = 1_000;
  private static final int ALL = 10_000;
  private static final int FROM = 29_000_010 / 15 * 15;

  @ParameterizedTest
  @EnumSource(Order.class)
  void findsWhatALookAtEveryRowFindsAlsoAfterRowsHaveChanged(Order order) {
    Random random = new Random(20_261_128);
    int found = 0;
    for (int number = 0; number < WORLDS; number++) {
      RowWorld world = new RowWorld(number, order);
      for (int edition = 0; edition < 4; edition++) {
        int most = 1 + random.nextInt(20);
        List<Hit> expected = everything(world).stream().limit(most).toList();
        assertThat(pruned(world, most))
            .as("world %s, edition %s", number, edition)
            .isEqualTo(expected);
        found += expected.size();
        for (int change = random.nextInt(6); change > 0; change--) {
          world.change();
        }
      }
    }
    assertThat(found).isGreaterThan(10 * WORLDS);
  }

  private static List<Hit> pruned(RowWorld world, int most) {
    Moments moments = Moments.of(world.now);
    return new FleetSearch(world.view(), world, world.request, moments, most, Hit.FIRST)
        .bestFirst();
  }

  /** From a heap that is never full nothing is kept away. */
  private static List<Hit> everything(RowWorld world) {
    SearchRequest request = world.request;
    BestHits hits = new BestHits(request.order(), ALL, Hit.FIRST);
    RowScan.Span span = FleetSearch.span(request, Moments.of(world.now));
    int quarter = Minutes.nextQuarter(Minutes.floor(world.now));
    for (int slot = 0; slot < RowWorld.ASSETS; slot++) {
      IdleTerms terms = world.view().terms(slot);
      if (!terms.withheld()) {
        int notBefore = world.isIdle(slot) ? Integer.MIN_VALUE : quarter;
        Gate gate = Gate.of(span, terms, notBefore, world.fronts());
        double km = request.distanceKm(world.view().fleet().asset(slot)).orElse(0);
        new RowScan(span, hits).scan(slot, km, world.row(slot), gate);
      }
    }
    return hits.bestFirst();
  }

  @Test
  void seesAWindowThatIsTooFarAwayForItsBitsNoLaterThanItIs() {
    AssetRow row = row(FROM + 70_000, FROM + 70_060);
    long next = NextFree.of(row, FROM);
    assertThat(NextFree.start(next, FROM)).isGreaterThan(FROM).isLessThan(FROM + 70_000);
    assertThat(Peak.bestStart(Peak.of(row, FROM), FROM)).isLessThan(FROM + 70_000);
  }

  @Test
  void callsAWindowThatIsTooLongForItsBitsCut() {
    AssetRow row = row(FROM, FROM + 70_020);
    assertThat(NextFree.end(NextFree.of(row, FROM), FROM)).isLessThan(FROM + 70_020);
    assertThat(Peak.isUncut(Peak.of(row, FROM))).isFalse();
  }

  @Test
  void keepsAnAssetOfWhichNothingIsKnownOut() {
    Fronts fronts = new Fronts(1, slot -> null);
    assertThat(fronts.at(FROM).next(0)).isZero();
    assertThat(fronts.at(FROM).peak(0)).isZero();
  }

  @Test
  void forgetsNoChangeHoweverOftenARowChanges() {
    AssetRow[] row = {row(FROM + 15, FROM + 75)};
    Fronts fronts = new Fronts(1, slot -> row[0]);
    Front front = fronts.at(FROM);
    for (int change = 0; change < 70_000; change++) {
      int start = FROM + 15 * (change % 7);
      row[0] = row(start, start + 60);
      fronts.changed(0);
      assertThat(NextFree.start(front.next(0), FROM)).isEqualTo(start);
    }
  }

  @Test
  void noticesARowThatWasPutInBehindItsBack() {
    AssetRow[] row = {row(FROM + 15, FROM + 75)};
    Fronts fronts = new Fronts(1, slot -> row[0]);
    fronts.at(FROM).next(0);
    fronts.at(FROM + 15).peak(0);
    assertThat(fronts.agree(0)).isTrue();
    row[0] = row(FROM + 30, FROM + 90);
    assertThat(fronts.agree(0)).isFalse();
    fronts.changed(0);
    assertThat(fronts.agree(0)).isTrue();
  }

  private static AssetRow row(int start, int end) {
    byte[] chances = new byte[(end - FROM) / 15];
    IntStream.range(0, chances.length).forEach(i -> chances[i] = (byte) 181);
    long[] windows = {AssetRow.window(start, end, 180, 180)};
    Evidence evidence = Evidence.of(new byte[chances.length]);
    return new AssetRow(
        windows,
        new int[0],
        FROM / 15,
        chances,
        evidence,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }
}
