package io.fallow.scheduler.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of one answer, while what they tell of changes. */
class PagesTest {

  private static final int WORLDS = 40;
  private static final int ASSETS = 12;

  @ParameterizedTest
  @EnumSource(Order.class)
  void neitherRepeatNorSkipWhatDoesNotChange(Order order) {
    Random random = new Random(20_261_129);
    int pages = 0;
    for (int number = 0; number < WORLDS; number++) {
      OracleWorld world = new OracleWorld(7_000 + number, ASSETS).asking(order, 3);
      IndexedWorld index = new IndexedWorld(world);
      List<String> before = steady(index, index.pages());
      List<List<IdleWindow>> found = index.pages(() -> change(index, random));
      assertThat(steady(index, found)).as("world %s", number).isEqualTo(before);
      pages += found.size();
    }
    assertThat(pages).isGreaterThan(5 * WORLDS);
  }

  /** Of the first half of the assets, which are left as they are. */
  private static List<String> steady(IndexedWorld index, List<List<IdleWindow>> pages) {
    return pages.stream()
        .flatMap(List::stream)
        .filter(window -> index.view().fleet().slotOfId(window.asset().id()) < ASSETS / 2)
        .map(window -> window.asset().publicId() + " " + window.start() + " " + window.end())
        .toList();
  }

  /** The windows of one of the others are those of any asset from now on. */
  private static void change(IndexedWorld index, Random random) {
    int half = ASSETS / 2;
    index.put(half + random.nextInt(half), index.row(random.nextInt(ASSETS)));
  }
}
