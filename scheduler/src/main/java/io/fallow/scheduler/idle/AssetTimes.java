package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.PolicyBook;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.usage.ActivityNow;
import io.fallow.telemetry.usage.UsageQueries;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers all that decides about the time of some assets: a few queries, however many assets. */
final class AssetTimes {

  private static final int NOBODY = 0;

  private final Calendars calendars;
  private final TakenTimes takenTimes;
  private final IdleForecasts forecasts;
  private final UsageQueries usage;
  private final TermsBook terms;

  AssetTimes(IdleSources sources) {
    this.calendars = sources.calendars();
    this.takenTimes = new TakenTimes(sources.database());
    this.forecasts = sources.forecasts();
    this.usage = sources.usage();
    this.terms = new TermsBook(sources.policies());
  }

  /**
   * The time of assets as a viewer sees it.
   *
   * @param viewer id of the organisation that asks
   */
  List<AssetTime> of(
      Collection<VisibleAsset> visible, TimeRange range, int viewer, Moments moments) {
    return of(visible, range, viewer, moments, terms.of(visible, viewer));
  }

  /** The same for nobody in particular, if some terms were agreed. */
  List<AssetTime> supposing(
      Collection<VisibleAsset> visible, TimeRange range, Moments moments, Statement agreed) {
    PolicyBook book = terms.book().supposing(new Scope.OfAgreement(NOBODY), agreed);
    return of(visible, range, NOBODY, moments, TermsBook.of(visible, NOBODY, book));
  }

  private List<AssetTime> of(
      Collection<VisibleAsset> visible,
      TimeRange range,
      int viewer,
      Moments moments,
      Map<Integer, IdleTerms> termsOf) {
    List<Asset> assets = visible.stream().map(VisibleAsset::asset).toList();
    Facts facts = facts(assets, range, turnaround(termsOf.values()), moments);
    Map<Integer, ActivityNow> doing =
        usage.now(assets.stream().map(Asset::id).toList(), moments.now());
    return visible.stream()
        .map(
            one -> {
              int id = one.asset().id();
              return new AssetTime(
                  facts.calendar(id),
                  facts.taken(id),
                  facts.forecast(id),
                  one.relation(),
                  viewer,
                  termsOf.get(id),
                  moments.at(doing.get(id).activity()));
            })
        .toList();
  }

  /** What is so whoever asks. */
  record Facts(
      Map<Integer, AssetCalendar> calendars,
      Map<Integer, List<Taken>> taken,
      Map<Integer, IdleForecast> forecasts) {

    AssetCalendar calendar(int assetId) {
      return calendars.get(assetId);
    }

    List<Taken> taken(int assetId) {
      return taken.getOrDefault(assetId, List.of());
    }

    IdleForecast forecast(int assetId) {
      return forecasts.get(assetId);
    }

    /** An asset's time on the platform's terms. */
    AssetTime bare(int assetId, AssetTime.Moment moment) {
      return new AssetTime(
          calendar(assetId),
          taken(assetId),
          forecast(assetId),
          Relation.SHARED,
          NOBODY,
          IdleTerms.PLATFORM,
          moment);
    }
  }

  /**
   * What is known of some assets' time.
   *
   * @param around the longest that a use keeps clear around itself: a reservation so far outside
   *     the range still counts
   */
  Facts facts(List<Asset> assets, TimeRange range, Duration around, Moments moments) {
    Map<Integer, AssetCalendar> calendarOf = calendars.of(assets, range);
    Map<Integer, IdleForecast> forecastOf = forecasts.of(assets, moments.present());
    return new Facts(calendarOf, taken(calendarOf.keySet(), range, around, moments), forecastOf);
  }

  /** What is taken of some assets' time, and nothing else; an entry for each of them. */
  Map<Integer, List<Taken>> taken(
      Collection<Integer> assets, TimeRange range, Duration around, Moments moments) {
    return takenTimes.of(assets, range.widened(around, around), moments.now());
  }

  /** Those of some assets whose calendar changes with their reservations. */
  Set<Integer> limitedByUse(Collection<Integer> assets) {
    return calendars.limitedByUse(assets);
  }

  private static Duration turnaround(Collection<IdleTerms> all) {
    int longest = all.stream().mapToInt(each -> each.before() + each.after()).max().orElse(0);
    return Duration.ofMinutes(longest + 1L);
  }
}
