package io.fallow.sim.history;

import io.fallow.sim.history.Story.Standing;
import java.util.ArrayList;
import java.util.List;

/** No two live reservations ever blocked the same time of an asset, as the database has it. */
final class StoredOverlaps implements Check {

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    story.assets().forEach(standings -> look(live(standings), found));
    return found;
  }

  private static List<Standing> live(List<Standing> standings) {
    return standings.stream().filter(standing -> standing.state().live()).toList();
  }

  private void look(List<Standing> live, List<Finding> found) {
    for (int i = 0; i < live.size(); i++) {
      for (int j = i + 1; j < live.size(); j++) {
        if (clash(live.get(i), live.get(j))) {
          found.add(
              finding("both stood: " + live.get(i).version() + " and " + live.get(j).version()));
        }
      }
    }
  }

  private static boolean clash(Standing one, Standing other) {
    return !one.state().id().equals(other.state().id())
        && one.state().blocked().overlaps(other.state().blocked())
        && one.stood().overlaps(other.stood());
  }
}
