package io.fallow.telemetry.usage;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the assets of one group did.
 *
 * @param id public id of the asset or facility, the type, or the organisation's code
 * @param assets in the group
 * @param zone of its facilities, if they have but one
 * @param buckets in order; all of the range, also those without data
 */
public record UtilisationGroup(String id, int assets, Optional<ZoneId> zone, List<Line> buckets) {

  /** One bucket, which is named by the time on the facility's clock at which it starts. */
  public record Line(LocalDateTime start, Sums sums) {}

  /**
   * Time by activity, in seconds, over all assets of the group, and watt-hours.
   *
   * @param unknownS time without data
   */
  public record Sums(
      double inUseS,
      double standbyS,
      double offS,
      double faultS,
      double unknownS,
      double energyWh) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    /** Share of the observed time in use; none where nothing was observed. */
    public OptionalDouble utilisation() {
      double observed = inUseS + standbyS + offS + faultS;
      return observed > 0 ? OptionalDouble.of(inUseS / observed) : OptionalDouble.empty();
    }

    /** Both together. */
    public Sums and(Sums other) {
      return new Sums(
          inUseS + other.inUseS,
          standbyS + other.standbyS,
          offS + other.offS,
          faultS + other.faultS,
          unknownS + other.unknownS,
          energyWh + other.energyWh);
    }

    /** What is left of so much time was not observed. */
    Sums of(double seconds) {
      double observed = inUseS + standbyS + offS + faultS;
      return new Sums(inUseS, standbyS, offS, faultS, Math.max(0, seconds - observed), energyWh);
    }
  }

  /** Over all buckets. */
  public Sums total() {
    return buckets.stream().map(Line::sums).reduce(Sums.NONE, Sums::and);
  }
}
