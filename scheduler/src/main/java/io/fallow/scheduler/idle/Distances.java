package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.GreatCircle;
import io.fallow.telemetry.registry.Facility;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far facilities are from where people ask: reckoned once for each point, of which those asked
 * for last are kept. For any thread.
 */
final class Distances {

  private static final int MOST = 64;

  private final List<Facility> facilities;
  private final Map<Point, From> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Point, From> eldest) {
          return size() > MOST;
        }
      };

  Distances(List<Facility> facilities) {
    this.facilities = facilities;
  }

  private record Point(double latitude, double longitude) {}

  /** The distances from one point. Not to be changed. */
  static final class From {
    private final int[] nearFirst;
    private final double[] km;

    private From(int[] nearFirst, double[] km) {
      this.nearFirst = nearFirst;
      this.km = km;
    }

    /** How many facilities there are. */
    int count() {
      return nearFirst.length;
    }

    /** The index of a facility: of the nearest for 0. */
    int facility(int place) {
      return nearFirst[place];
    }

    /** How far that facility is. */
    double km(int place) {
      return km[nearFirst[place]];
    }
  }

  /** How far a facility is from a point, as the crow flies, in kilometres. */
  static double km(SearchRequest.Near from, Facility to) {
    return GreatCircle.km(from.latitude(), from.longitude(), to.latitude(), to.longitude());
  }

  synchronized From from(SearchRequest.Near near) {
    Point point = new Point(near.latitude(), near.longitude());
    return kept.computeIfAbsent(point, any -> reckoned(near));
  }

  private From reckoned(SearchRequest.Near near) {
    double[] km = facilities.stream().mapToDouble(facility -> km(near, facility)).toArray();
    int[] nearFirst =
        IntStream.range(0, km.length)
            .boxed()
            .sorted(Comparator.comparingDouble(facility -> km[facility]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new From(nearFirst, km);
  }
}
